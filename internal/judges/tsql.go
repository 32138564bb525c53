package judges

import (
	"context"
	"reflect"
	"slices"
	"strings"

	"github.com/sqlc-dev/teesql/ast"
	"github.com/sqlc-dev/teesql/parser"
)

func readTSQL(sql string) (*Reading, error) {
	script, err := parseTSQL(sql)
	if err != nil {
		return nil, err
	}
	w := &walker{enter: enterTSQL}
	w.walk(script.Batches)
	return &w.Reading, nil
}

func parseTSQL(sql string) (*ast.Script, error) {
	return parser.Parse(context.Background(), strings.NewReader(sql))
}

func enterTSQL(w *walker, n any) bool {
	switch n := n.(type) {
	case *ast.SelectStatement:
		w.Data = true
		w.scope(func() {
			w.walk(n.WithCtesAndXmlNamespaces)
			if n.Into != nil {
				w.write(tsqlName(n.Into)...)
			}
			w.walk(n.QueryExpression)
		})
	case *ast.CommonTableExpression: // sees itself
		w.cte(n.ExpressionName.Value)
		w.walk(n.QueryExpression)
	case *ast.NamedTableReference:
		w.read(tsqlName(n.SchemaObject)...)
		w.walk(n.TemporalClause)
	case *ast.FullTextTableReference:
		w.read(tsqlName(n.TableName)...)
		w.below(n, "TableName")
	case *ast.VariableTableReference: // a variable is no relation
	case *ast.ColumnReferenceExpression:
		if n.MultiPartIdentifier != nil && n.ColumnType != "Wildcard" {
			w.column(tsqlIdents(n.MultiPartIdentifier.Identifiers)...)
		}
	case *ast.SelectStarExpression:
	case *ast.InsertStatement:
		w.scope(func() {
			w.walk(n.WithCtesAndXmlNamespaces, n.InsertSpecification)
		})
	case *ast.InsertSpecification:
		w.tsqlTarget(n.Target, nil)
		w.walk(n.TopRowFilter, n.InsertSource)
		w.output(n.OutputClause, n.OutputIntoClause)
	case *ast.UpdateStatement:
		w.scope(func() {
			w.walk(n.WithCtesAndXmlNamespaces, n.UpdateSpecification)
		})
	case *ast.UpdateSpecification:
		from := w.tsqlTarget(n.Target, n.FromClause)
		w.walk(n.TopRowFilter, n.SetClauses, from, n.WhereClause)
		w.output(n.OutputClause, n.OutputIntoClause)
	case *ast.DeleteStatement:
		w.scope(func() {
			w.walk(n.WithCtesAndXmlNamespaces, n.DeleteSpecification)
		})
	case *ast.DeleteSpecification:
		from := w.tsqlTarget(n.Target, n.FromClause)
		w.walk(n.TopRowFilter, from, n.WhereClause)
		w.output(n.OutputClause, n.OutputIntoClause)
	case *ast.MergeStatement:
		w.scope(func() {
			w.walk(n.WithCtesAndXmlNamespaces, n.MergeSpecification)
		})
	case *ast.MergeSpecification:
		w.tsqlTarget(n.Target, nil)
		w.walk(n.TopRowFilter, n.TableReference, n.SearchCondition, n.ActionClauses)
		w.output(n.OutputClause, nil)
	case *ast.InsertMergeAction:
		w.walk(n.Source)
	case *ast.CreateTableStatement:
		w.write(tsqlName(n.SchemaObjectName)...)
		w.walk(n.Definition, n.SelectStatement)
	case *ast.CreateExternalTableStatement:
		w.write(tsqlName(n.SchemaObjectName)...)
	case *ast.CreateViewStatement:
		w.write(tsqlName(n.SchemaObjectName)...)
		w.walk(n.SelectStatement)
	case *ast.CreateOrAlterViewStatement:
		w.write(tsqlName(n.SchemaObjectName)...)
		w.walk(n.SelectStatement)
	case *ast.AlterViewStatement:
		w.write(tsqlName(n.SchemaObjectName)...)
		w.walk(n.SelectStatement)
	case *ast.BulkInsertStatement:
		w.write(tsqlName(n.To)...)
	case *ast.CopyStatement:
		w.write(tsqlName(n.Into)...)
	case *ast.UniqueConstraintDefinition, *ast.IndexDefinition, *ast.ForeignKeyConstraintDefinition:
	case *ast.FunctionCall:
		w.walk(n.CallTarget, n.Parameters, n.WithinGroupClause, n.OverClause)
	case *ast.BeginEndBlockStatement, *ast.BeginEndAtomicBlockStatement, *ast.IfStatement, *ast.WhileStatement,
		*ast.TryCatchStatement, *ast.ReturnStatement, *ast.SetVariableStatement, *ast.DeclareVariableStatement,
		*ast.DeclareCursorStatement, *ast.PrintStatement, *ast.CreateProcedureStatement, *ast.AlterProcedureStatement,
		*ast.CreateOrAlterProcedureStatement, *ast.CreateFunctionStatement, *ast.AlterFunctionStatement,
		*ast.CreateOrAlterFunctionStatement, *ast.CreateTriggerStatement, *ast.AlterTriggerStatement,
		*ast.CreateOrAlterTriggerStatement:
		return false
	default: // all other statements neither read nor write data
		return strings.HasSuffix(reflect.TypeOf(n).Elem().Name(), "Statement")
	}
	return true
}

// tsqlTarget notes the relation that a statement changes. The target may be an alias, or a name, of the FROM clause,
// which is returned without it.
func (w *walker) tsqlTarget(target ast.TableReference, from *ast.FromClause) *ast.FromClause {
	t, ok := target.(*ast.NamedTableReference)
	if !ok {
		w.walk(target)
		return from
	}
	name := tsqlName(t.SchemaObject)
	if from == nil {
		w.changed(name)
		return from
	}
	rest := *from
	rest.TableReferences = nil
	found := false
	for _, ref := range from.TableReferences {
		rest.TableReferences = append(rest.TableReferences, w.tsqlWithout(ref, strings.Join(name, "."), &found))
	}
	if !found {
		w.changed(name)
		return from
	}
	return &rest
}

// tsqlWithout is a table reference without the one that goes by a name or alias, which is changed.
func (w *walker) tsqlWithout(ref ast.TableReference, alias string, found *bool) ast.TableReference {
	switch r := ref.(type) {
	case *ast.NamedTableReference:
		name := tsqlName(r.SchemaObject)
		called := strings.Join(name, ".")
		if r.Alias != nil {
			called = r.Alias.Value
		}
		if !*found && strings.EqualFold(called, alias) {
			*found = true
			w.changed(name)
			return nil
		}
	case *ast.QualifiedJoin:
		j := *r
		j.FirstTableReference = w.tsqlWithout(r.FirstTableReference, alias, found)
		j.SecondTableReference = w.tsqlWithout(r.SecondTableReference, alias, found)
		return &j
	case *ast.UnqualifiedJoin:
		j := *r
		j.FirstTableReference = w.tsqlWithout(r.FirstTableReference, alias, found)
		j.SecondTableReference = w.tsqlWithout(r.SecondTableReference, alias, found)
		return &j
	}
	return ref
}

// changed notes a relation that is changed; a common table expression is none.
func (w *walker) changed(name []string) {
	w.Data = true
	if len(name) > 1 || !slices.Contains(w.ctes, strings.ToLower(name[0])) {
		w.write(name...)
	}
}

// output goes through what an OUTPUT clause gives back.
func (w *walker) output(clause *ast.OutputClause, into *ast.OutputIntoClause) {
	w.walk(clause)
	if into != nil {
		w.walk(into.SelectColumns)
		w.tsqlTarget(into.IntoTable, nil)
	}
}

func tsqlName(n *ast.SchemaObjectName) []string { return tsqlIdents(n.Identifiers) }

func tsqlIdents(list []*ast.Identifier) []string {
	var out []string
	for _, id := range list {
		out = append(out, id.Value)
	}
	return out
}
