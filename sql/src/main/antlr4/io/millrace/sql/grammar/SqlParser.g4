/**
 * Statements of a worksheet. SELECT text and option values are located, not parsed: a query is DuckDB's business, and what
 * an option's value means depends on the option.
 */
parser grammar SqlParser;

options {
    tokenVocab = SqlLexer;
}

@parser::members {
    /** Words that an expression follows: what comes behind them is no option, even if it reads {@code name =}. */
    private static final java.util.Set<String> BEFORE_EXPRESSION = java.util.Set.of(
            "AND", "BETWEEN", "BY", "CASE", "DISTINCT", "ELSE", "FROM", "HAVING", "ILIKE", "IN", "IS", "LET", "LIKE", "NOT", "ON",
            "OR", "QUALIFY", "SELECT", "THEN", "USING", "WHEN", "WHERE");

    /** Whether {@code NAME =} begins here, behind a query that could end here. */
    private boolean startsOption() {
        String before = text(_input.LT(-1));
        int type = _input.LA(-1);
        boolean word = Character.isJavaIdentifierPart(before.charAt(0))
                && !BEFORE_EXPRESSION.contains(before.toUpperCase(java.util.Locale.ROOT));
        boolean complete = word || type == CLOSE_PARENTHESIS || type == CLOSE_BRACKET || type == QUOTED_IDENTIFIER
                || before.startsWith("'");
        return complete && _input.LA(2) == EQUALS && Character.isJavaIdentifierStart(text(_input.LT(1)).charAt(0));
    }

    /** Never empty. A token that was made up has no text. */
    private static String text(Token token) {
        return token == null || token.getText() == null || token.getText().isEmpty() ? "," : token.getText();
    }
}

single: statement EOF;

singleName: identifier EOF;

statement
    : createConnection
    | alterConnection
    | dropConnection
    | createTable
    | alterTable
    | dropTable
    | createJob
    | createView
    | alterView
    | viewCommand
    | alterJob
    | jobCommand
    | createFunction
    | dropFunction
    | explain
    | preview
    | show
    | showCreate
    | describe
    | check
    | query
    | unavailable
    ;

createConnection: CREATE type = identifier? CONNECTION ifNotExists? name = identifier option*;
alterConnection: ALTER type = identifier? CONNECTION name = identifier setOptions;
dropConnection: DROP type = identifier? CONNECTION ifExists? name = identifier;

createTable: CREATE ICEBERG? TABLE ifNotExists? qualifiedName columns? partitionedBy? primaryKey? orderedBy? option*;
columns: OPEN_PARENTHESIS (column (COMMA column)*)? CLOSE_PARENTHESIS;
column: identifier dataType;
partitionedBy: (PARTITIONED | PARTITION) BY partition (COMMA partition)*;
partition
    : columnPath
    | transform = identifier OPEN_PARENTHESIS argument (COMMA argument)* CLOSE_PARENTHESIS
    ;
argument: INTEGER | columnPath;
primaryKey
    : PRIMARY KEY columnPath (COMMA columnPath)*
    | PRIMARY KEY OPEN_PARENTHESIS columnPath (COMMA columnPath)* CLOSE_PARENTHESIS
    ;
orderedBy: ORDERED BY columnPath (COMMA columnPath)*;

alterTable: ALTER ICEBERG? TABLE qualifiedName tableChange;
tableChange
    : setOptions                                    # changeOptions
    | ADD COLUMN columnPath dataType                    # addColumn
    | RENAME COLUMN columnPath TO identifier        # renameColumn
    | DROP COLUMN columnPath                        # dropColumn
    ;
dropTable: DROP ICEBERG? TABLE ifExists? qualifiedName option*;

createJob: CREATE orReplace? SYNC? JOB ifNotExists? identifier option* AS jobBody;
jobBody
    : COPY FROM type = identifier connection = identifier option* INTO ({_input.LA(3) != EQUALS}? target = identifier)? qualifiedName expectation*         # copyBody
    | INSERT INTO type = identifier? qualifiedName columnNames? option* mapByName? jobQuery               # insertBody
    | MERGE INTO qualifiedName (AS? target = identifier)?
      USING OPEN_PARENTHESIS jobQuery CLOSE_PARENTHESIS (AS? source = identifier)?
      ON mergeKey (AND mergeKey)* mergeWhen+                                                              # mergeBody
    ;
mergeKey
    : left = columnPath EQUALS right = columnPath
    | OPEN_PARENTHESIS mergeKey CLOSE_PARENTHESIS
    ;
mergeWhen
    : WHEN MATCHED (AND mergeCondition)? THEN (DELETE | REPLACE)                                          # mergeMatched
    | WHEN NOT MATCHED (AND mergeCondition)? THEN INSERT (mapByName | mergeValues)                        # mergeInsert
    ;
mergeCondition: anything+?;
mergeValues: columnNames VALUES OPEN_PARENTHESIS mergeValue (COMMA mergeValue)* CLOSE_PARENTHESIS;
mergeValue: mergeValueToken+;
mergeValueToken
    : OPEN_PARENTHESIS anything* CLOSE_PARENTHESIS
    | OPEN_BRACKET anything* CLOSE_BRACKET
    | ~(OPEN_PARENTHESIS | CLOSE_PARENTHESIS | OPEN_BRACKET | CLOSE_BRACKET | SEMICOLON | COMMA)
    ;
columnNames: OPEN_PARENTHESIS columnPath (COMMA columnPath)* CLOSE_PARENTHESIS;
mapByName: MAP_COLUMNS_BY_NAME (EXCEPT columnPath (COMMA columnPath)*)?;
jobQuery
    : jobQueryText
    | (UNNEST | UNNEST_OUTER) OPEN_PARENTHESIS jobQueryText CLOSE_PARENTHESIS
    ;
jobQueryText: (SELECT | WITH | FROM) anything+;
expectation: WITH EXPECTATION expectationRule;
expectationRule: identifier EXPECT predicate ON VIOLATION action = identifier;
predicate: anything+?;

/** The options stand behind the query, as in other dialects, or in front of AS, as those of jobs. */
createView: CREATE SYNC? MATERIALIZED VIEW ifNotExists? qualifiedName option* AS viewQuery option*;
viewQuery: (SELECT | WITH | FROM) viewToken+;
viewToken: {!startsOption()}? anything;
alterView: ALTER MATERIALIZED VIEW qualifiedName setOptions;
viewCommand
    : PAUSE MATERIALIZED VIEW qualifiedName
    | RESUME MATERIALIZED VIEW qualifiedName
    | DROP MATERIALIZED VIEW ifExists? qualifiedName
    ;

alterJob
    : ALTER JOB identifier setOptions
    | ALTER JOB identifier jobExpectation
    ;
jobExpectation
    : ADD EXPECTATION expectationRule
    | DROP EXPECTATION identifier
    ;
jobCommand
    : PAUSE JOB identifier
    | RESUME JOB identifier
    | DROP JOB ifExists? identifier
    | REPLAY REJECTS OF JOB identifier
    ;

createFunction
    : CREATE (OR REPLACE)? FUNCTION ifNotExists? identifier OPEN_PARENTHESIS (column (COMMA column)*)? CLOSE_PARENTHESIS
      RETURNS dataType LANGUAGE language = identifier nullInput? option*
    ;
nullInput: (CALLED | RETURNS NULL) ON NULL INPUT;
dropFunction: DROP FUNCTION ifExists? identifier;

explain
    : EXPLAIN createJob
    | EXPLAIN JOB? identifier
    | EXPLAIN query
    ;
preview
    : PREVIEW limit? createJob
    | PREVIEW JOB? identifier limit?
    ;
limit: LIMIT INTEGER;
show: SHOW (CONNECTIONS | TABLES | JOBS | FUNCTIONS | MATERIALIZED VIEWS);
showCreate: SHOW CREATE objectKind qualifiedName;
describe: DESCRIBE objectKind? qualifiedName;
objectKind: TABLE | JOB | CONNECTION | MATERIALIZED VIEW | FUNCTION;
check: CHECK JOB identifier EXACTLY ONCE;

query: (SELECT | WITH | FROM | VALUES | PIVOT | UNPIVOT | SUMMARIZE | (UNNEST | UNNEST_OUTER)? OPEN_PARENTHESIS anything+ CLOSE_PARENTHESIS) anything*;

/** Part of the language, not yet of the product. */
unavailable
    : CREATE CLUSTER anything+                      # createCluster
    | ALTER CLUSTER anything+                       # alterCluster
    | DROP CLUSTER anything+                        # dropCluster
    | ROLL CLUSTER anything+                        # rollCluster
    | CREATE REPLICATION JOB anything+              # createReplicationJob
    | SHOW TEMPLATES                                # showTemplates
    ;

orReplace: OR REPLACE;
ifNotExists: IF NOT EXISTS;
ifExists: IF EXISTS;

setOptions: (SET option+)+;
option: identifier EQUALS optionValue;
optionValue: valueItem+;

/** Ends before the next {@code NAME =}: an '=' outside of brackets and CASE ... END begins a new option. */
valueItem
    : OPEN_PARENTHESIS anything* CLOSE_PARENTHESIS
    | OPEN_BRACKET anything* CLOSE_BRACKET
    | CASE inCase* END
    | ~(OPEN_PARENTHESIS | CLOSE_PARENTHESIS | OPEN_BRACKET | CLOSE_BRACKET | EQUALS | SEMICOLON | CASE | END | AS | COPY
        | CREATE | FROM | INSERT | INTO | SELECT | SET | WITH)
    ;
inCase
    : CASE inCase* END
    | OPEN_PARENTHESIS anything* CLOSE_PARENTHESIS
    | OPEN_BRACKET anything* CLOSE_BRACKET
    | ~(OPEN_PARENTHESIS | CLOSE_PARENTHESIS | OPEN_BRACKET | CLOSE_BRACKET | SEMICOLON | CASE | END)
    ;
anything
    : OPEN_PARENTHESIS anything* CLOSE_PARENTHESIS
    | OPEN_BRACKET anything* CLOSE_BRACKET
    | ~(OPEN_PARENTHESIS | CLOSE_PARENTHESIS | OPEN_BRACKET | CLOSE_BRACKET | SEMICOLON)
    ;

dataType: baseType (OPEN_BRACKET CLOSE_BRACKET)*;
baseType
    : STRUCT OPEN_PARENTHESIS column (COMMA column)* CLOSE_PARENTHESIS                              # structType
    | (ARRAY | LIST) OPEN_PARENTHESIS dataType CLOSE_PARENTHESIS                                        # listType
    | MAP OPEN_PARENTHESIS dataType COMMA dataType CLOSE_PARENTHESIS                                        # mapType
    | identifier OPEN_PARENTHESIS INTEGER (COMMA INTEGER)? CLOSE_PARENTHESIS                        # parametricType
    | identifier ((WITH | WITHOUT) identifier identifier)?                                          # simpleType
    ;

qualifiedName: identifier (DOT identifier)*;
columnPath: (identifier | SYSTEM_IDENTIFIER) (DOT identifier | element)*;
element: OPEN_BRACKET CLOSE_BRACKET;

identifier: IDENTIFIER | QUOTED_IDENTIFIER | nonReserved;
nonReserved
    : ADD | ALTER | AND | ARRAY | BY | CALLED | CHECK | CLUSTER | COLUMN | CONNECTION | CONNECTIONS | DELETE | DESCRIBE |
    DROP | EXACTLY | EXCEPT | EXISTS | EXPECT | EXPECTATION | EXPLAIN | FUNCTION | FUNCTIONS | ICEBERG | IF | INPUT | JOB |
    JOBS | KEY | LANGUAGE | LIMIT | LIST | MAP | MATCHED | MATERIALIZED | MERGE | NULL | OF | ON | ONCE | OR | ORDERED | PARTITION | PARTITIONED | PAUSE | PIVOT | PREVIEW | VIEWS |
    PRIMARY | REJECTS | RENAME | REPLACE | REPLAY | REPLICATION | RESUME | RETURNS | ROLL | SHOW | STRUCT | SUMMARIZE | SYNC |
    TABLE | TABLES | TEMPLATES | THEN | TO | UNPIVOT | USING | VIEW | VIEWS | VIOLATION | WHEN | WITHOUT
    ;
