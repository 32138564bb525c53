package judges

import (
	"slices"
	"strings"

	"github.com/sqlc-dev/zetajones/ast"
	"github.com/sqlc-dev/zetajones/parser"
)

func readBigQuery(sql string) (*Reading, error) {
	script, err := parser.ParseScript(sql)
	if err != nil {
		return nil, err
	}
	w := &walker{enter: enterBigQuery}
	for _, s := range script.Statements.Statements {
		w.googleStmt(s)
	}
	return &w.Reading, nil
}

func (w *walker) googleStmt(n ast.Node) {
	switch n := n.(type) {
	case *ast.QueryStatement, *ast.InsertStatement, *ast.UpdateStatement, *ast.DeleteStatement, *ast.MergeStatement,
		*ast.CreateTableStatement, *ast.CreateViewStatement, *ast.CreateExternalTableStatement, *ast.ExportDataStatement,
		*ast.CreateFunctionStatement, *ast.CreateTableFunctionStatement:
		w.Data = true
		w.walk(n)
	case *ast.ExplainStatement:
		w.explained(func() { w.googleStmt(n.Statement) })
	case *ast.HintedStatement:
		w.googleStmt(n.Statement)
	case *ast.CreateProcedureStatement:
		w.Data = true
		if n.Body != nil {
			w.googleStmts(n.Body.Statements)
		}
	case *ast.BeginEndBlock, *ast.IfStatement, *ast.WhileStatement, *ast.RepeatStatement, *ast.ForInStatement,
		*ast.VariableDeclaration, *ast.SingleAssignment, *ast.AssignmentFromStruct, *ast.RaiseStatement, *ast.AssertStatement,
		*ast.ExecuteImmediateStatement:
		w.walk(n)
	}
}

func (w *walker) googleStmts(list *ast.StatementList) {
	if list == nil {
		return
	}
	for _, s := range list.Statements {
		w.googleStmt(s)
	}
}

func enterBigQuery(w *walker, n any) bool {
	switch n := n.(type) {
	case *ast.StatementList:
		w.googleStmts(n)
	case *ast.Query:
		w.scope(func() {
			w.walk(n.WithClause)
			w.below(n, "WithClause")
		})
	case *ast.WithClause:
		for _, e := range n.Entries {
			if n.Recursive && e.AliasedQuery != nil {
				w.cte(e.AliasedQuery.Identifier.Name)
			}
		}
		for _, e := range n.Entries {
			if e.AliasedQuery != nil {
				w.walk(e.AliasedQuery.Query)
				w.cte(e.AliasedQuery.Identifier.Name)
			}
		}
	case *ast.Select:
		w.scope(func() {
			w.walk(n.From)
			w.below(n, "From", "SelectAs")
		})
	case *ast.TablePathExpression:
		w.tablePath(n)
	case *ast.TableSubquery:
		w.walk(n.Query, n.PostfixOperators)
		w.alias(n.Alias)
	case *ast.TVF:
		w.walk(n.Args, n.PostfixOperators)
		w.alias(n.Alias)
	case *ast.TableClause:
		if p, ok := n.Table.(*ast.PathExpression); ok {
			w.read(googlePath(p)...)
		} else {
			w.walk(n.Table)
		}
	case *ast.PathExpression: // where nothing above says otherwise
		w.column(googlePath(n)...)
	case *ast.FunctionCall:
		w.below(n, "Function")
	case *ast.SimpleType, *ast.ArrayType, *ast.StructType, *ast.SystemVariableExpr, *ast.ModelClause, *ast.ConnectionClause,
		*ast.SequenceArg, *ast.Hint, *ast.OptionsList, *ast.ForeignKey, *ast.PrimaryKey, *ast.ForeignKeyReference, *ast.Collate,
		*ast.UsingClause, *ast.Descriptor, *ast.FunctionParameters, *ast.WithConnectionClause:
	case *ast.DotGeneralizedField:
		w.walk(n.Expr)
	case *ast.ExtractExpression:
		w.walk(n.RhsExpr, n.TimeZone)
	case *ast.Lambda:
		w.walk(n.Body)
	case *ast.DotStar:
		w.qualifier(n.Expr)
	case *ast.DotStarWithModifiers:
		w.qualifier(n.Expr)
		w.walk(n.Modifiers)
	case *ast.StarExceptList:
		for _, id := range n.Identifiers {
			w.column(id.Name)
		}
	case *ast.PipeSetItem:
		w.column(n.Column.Name)
		w.walk(n.Expr)
	case *ast.UnpivotClause:
		for _, item := range n.InItems.Items {
			w.walk(item.Columns)
		}
	case *ast.SimpleColumnSchema:
		w.walk(n.DefaultExpression, n.OnUpdate, n.Attributes)
	case *ast.NewConstructor:
		w.walk(n.Args)
	case *ast.InsertStatement:
		w.write(googleTarget(n.Target)...)
		w.walk(n.Rows, n.Query, n.OnConflict, n.Returning)
	case *ast.UpdateStatement:
		w.scope(func() {
			w.write(googleTarget(n.Target)...)
			w.targetAlias(n.Target, n.Alias)
			w.walk(n.From, n.UpdateItemList, n.Where, n.Returning)
		})
	case *ast.DeleteStatement:
		w.scope(func() {
			w.write(googleTarget(n.Target)...)
			w.targetAlias(n.Target, n.Alias)
			w.walk(n.Where, n.Returning)
		})
	case *ast.MergeStatement:
		w.write(googlePath(n.Target)...)
		w.walk(n.Source, n.MergeCondition, n.WhenClauseList)
	case *ast.CreateTableStatement:
		w.write(googlePath(n.Name)...)
		if n.LikeName != nil {
			w.read(googlePath(n.LikeName)...)
		}
		w.walk(n.TableElementList, n.Clone, n.Query)
	case *ast.CloneDataSource:
		w.read(googlePath(n.Path)...)
		w.walk(n.ForSystemTime, n.Where)
	case *ast.CreateExternalTableStatement:
		w.write(googlePath(n.Name)...)
	case *ast.CreateViewStatement:
		w.write(googlePath(n.Name)...)
		if n.ReplicaSource != nil {
			w.read(googlePath(n.ReplicaSource)...)
		}
		w.walk(n.Query)
	case *ast.ExecuteImmediateStatement:
		w.qualifier(n.Sql) // the name of a variable is no column
		w.walk(n.Using)
	case *ast.CreateFunctionStatement:
		w.walk(n.Body)
	case *ast.CreateTableFunctionStatement:
		w.walk(n.Query)
	default:
		return false
	}
	return true
}

// qualifier goes through an expression, unless it is a name: that is none of a column here.
func (w *walker) qualifier(n ast.Node) {
	if _, ok := n.(*ast.PathExpression); !ok {
		w.walk(n)
	}
}

// tablePath is a relation, or an array of a row of the FROM clauses so far.
func (w *walker) tablePath(n *ast.TablePathExpression) {
	if n.Path != nil {
		path := googlePath(n.Path)
		switch array := len(n.Path.Names) > 1 && slices.Contains(w.from, strings.ToLower(path[0])); {
		case n.Offset != nil && !array: // of rows outside, where a single name is an array too
			w.column(path...)
		case !array:
			w.read(path...)
		}
		if n.Alias == nil {
			w.from = append(w.from, strings.ToLower(n.Path.Names[len(n.Path.Names)-1].Name))
		}
	}
	w.walk(n.UnnestExpr, n.ForSystemTime, n.PostfixOperators)
	w.alias(n.Alias)
}

func (w *walker) alias(a *ast.Alias) {
	if a != nil {
		w.from = append(w.from, strings.ToLower(a.Identifier.Name))
	}
}

func (w *walker) targetAlias(target ast.Node, a *ast.Alias) {
	w.alias(a)
	if p := googleTarget(target); a == nil && len(p) > 0 {
		w.from = append(w.from, strings.ToLower(p[len(p)-1]))
	}
}

func googleTarget(n ast.Node) []string {
	p, _ := n.(*ast.PathExpression)
	return googlePath(p)
}

func googlePath(p *ast.PathExpression) []string {
	if p == nil {
		return nil
	}
	var out []string
	for _, id := range p.Names {
		out = append(out, strings.Split(id.Name, ".")...)
	}
	return out
}
