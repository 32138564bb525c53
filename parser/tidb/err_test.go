package tidb
import ("testing";"github.com/sqlsteward/sqlsteward/parser/dialect";"strings";"time";"fmt")
func TestErr(t *testing.T){
 f:=New(dialect.Find("mysql"))
 for _,q:=range []string{"SELECT * FORM users","SELECT a FORM users","SELECT a, FROM t","SELECT a FROM","SELECT a FROM t WHERE","SELECT (a FROM t","SELECT a) FROM t","SELECT a FROM t WHER b = 1","SELECT 'abc FROM t","SELECT a FROM t WHERE b = 'x","select a collate nosuch from t","SELECT * FROM rank","SELECT a AS rank FROM t","SELECT x FROM t GROUP x","SELECT x FROM t ORDR BY x", "SELECT a b c FROM t","CREATE GLOBAL TEMPORARY TABLE t (a int)","SELECT a FROM t LIMIT 1,","SELECT a FROM t WHERE a = = 1", "SELECT COUNT (*) FROM t", "SELECT "+strings.Repeat("a,",2000)+" FORM FROM x", "SELECT * FROM t QUALIFY x = 1", "SELECT a::int FROM t", "WITH x AS (SELECT 1) (WITH y AS (SELECT 2) SELECT * FROM y)", "select /* c */ a frm\n\n\nt 5", "SELECT case when a then b from t", "selct a from t", "SELECT a FROM t1 LEFT JOIN t2", "INSERT INTO t VALUES (1,2", "SELECT ALL DISTINCT a FROM t"} {
  s,e:=f.Statement(q,significant(q))
  if e!=nil { t.Logf("%.60s => %d-%d %q exp=%q certain=%v: %s",q,e.Start,e.End,e.Found,e.Expected,e.Certain,e.Message)} else {t.Logf("%.60s => %s",q,render(s))}
 }
 for n,q:=range map[string]string{"parens":"SELECT "+strings.Repeat("(",100000)+"1"+strings.Repeat(")",100000), "parens3999":"SELECT "+strings.Repeat("(",3990)+"1"+strings.Repeat(")",3990),"subq":strings.Repeat("SELECT (",3990)+"1"+strings.Repeat(")",3990), "froms":strings.Repeat("SELECT * FROM (",3990)+"SELECT 1"+strings.Repeat(") x",3990), "fparens":"SELECT * FROM "+strings.Repeat("(",3990)+"t"+strings.Repeat(")",3990),"minus":"SELECT "+strings.Repeat("- ",59000)+"1", "plus":"SELECT 1"+strings.Repeat("+1",59000),"and":"SELECT 1 FROM t WHERE a=1"+strings.Repeat(" AND a=1",29000),"joins":"SELECT * FROM a"+strings.Repeat(" JOIN a",29000),"joinson":"SELECT * FROM a"+strings.Repeat(" JOIN a ON 1=1",14000),"commas":"SELECT * FROM a"+strings.Repeat(",a",59000),"commasbad":"SELECT * FROM a"+strings.Repeat(",a",5900000),"values":"INSERT INTO t VALUES (1,'a')"+strings.Repeat(",(1,'a')",1000000),"in":"SELECT 1 FROM t WHERE a IN (1"+strings.Repeat(",1",1000000)+")","union":"SELECT 1"+strings.Repeat(" UNION ALL SELECT 1",14000),"case":"SELECT "+strings.Repeat("CASE WHEN 1 THEN ",19000)+"1"+strings.Repeat(" END",19000)}{
  toks:=significant(q); st:=time.Now()
  s,e:=f.Statement(q,toks)
  r:=""
  if e!=nil {r=e.Message} else {r=fmt.Sprintf("%T",s); if o:=fmt.Sprintf("%.200v",s); r=="*ast.OpaqueStmt" {r+=o}}
  t.Logf("%s %d bytes %v: %s",n,len(q),time.Since(st),r)
 }
}
