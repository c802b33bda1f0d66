/** The lexical syntax of DuckDB's SQL, with $system names; what it does not know becomes OTHER, never an error. */
lexer grammar SqlLexer;

options {
    caseInsensitive = true;
}

@members {
    /** Extends a token past its opening delimiter to the next {@code delimiter}, or to the end of the text. */
    private void readTo(String delimiter) {
        int matched = 0;
        while (matched < delimiter.length()) {
            int next = _input.LA(1);
            if (next == EOF) {
                setType(UNTERMINATED);
                return;
            }
            getInterpreter().consume(_input);
            matched = next == delimiter.charAt(matched) ? matched + 1 : next == delimiter.charAt(0) ? 1 : 0;
        }
    }

    /** Extends a comment to its end; comments nest. */
    private void readComment() {
        int depth = 1;
        while (depth > 0) {
            int next = _input.LA(1);
            if (next == EOF) {
                setType(UNTERMINATED);
                return;
            }
            boolean opens = next == '/' && _input.LA(2) == '*';
            boolean closes = next == '*' && _input.LA(2) == '/';
            if (opens || closes) {
                depth += opens ? 1 : -1;
                getInterpreter().consume(_input);
            }
            getInterpreter().consume(_input);
        }
        setChannel(HIDDEN);
    }
}

tokens {
    UNTERMINATED
}

ADD: 'ADD';
ALTER: 'ALTER';
AND: 'AND';
ARRAY: 'ARRAY';
AS: 'AS';
BY: 'BY';
CALLED: 'CALLED';
CASE: 'CASE';
CHECK: 'CHECK';
CLUSTER: 'CLUSTER';
COLUMN: 'COLUMN';
CONNECTION: 'CONNECTION';
CONNECTIONS: 'CONNECTIONS';
COPY: 'COPY';
CREATE: 'CREATE';
DELETE: 'DELETE';
DESCRIBE: 'DESCRIBE';
DROP: 'DROP';
END: 'END';
EXACTLY: 'EXACTLY';
EXCEPT: 'EXCEPT';
EXISTS: 'EXISTS';
EXPECT: 'EXPECT';
EXPECTATION: 'EXPECTATION';
EXPLAIN: 'EXPLAIN';
FROM: 'FROM';
FUNCTION: 'FUNCTION';
FUNCTIONS: 'FUNCTIONS';
ICEBERG: 'ICEBERG';
IF: 'IF';
INPUT: 'INPUT';
INSERT: 'INSERT';
INTO: 'INTO';
JOB: 'JOB';
JOBS: 'JOBS';
KEY: 'KEY';
LANGUAGE: 'LANGUAGE';
LIMIT: 'LIMIT';
LIST: 'LIST';
MAP: 'MAP';
MAP_COLUMNS_BY_NAME: 'MAP_COLUMNS_BY_NAME';
MATCHED: 'MATCHED';
MATERIALIZED: 'MATERIALIZED';
MERGE: 'MERGE';
NOT: 'NOT';
NULL: 'NULL';
OF: 'OF';
ON: 'ON';
ONCE: 'ONCE';
OR: 'OR';
ORDERED: 'ORDERED';
PARTITION: 'PARTITION';
PARTITIONED: 'PARTITIONED';
PAUSE: 'PAUSE';
PIVOT: 'PIVOT';
PREVIEW: 'PREVIEW';
PRIMARY: 'PRIMARY';
REJECTS: 'REJECTS';
RENAME: 'RENAME';
REPLACE: 'REPLACE';
REPLAY: 'REPLAY';
REPLICATION: 'REPLICATION';
RESUME: 'RESUME';
RETURNS: 'RETURNS';
ROLL: 'ROLL';
SELECT: 'SELECT';
SET: 'SET';
SHOW: 'SHOW';
STRUCT: 'STRUCT';
SUMMARIZE: 'SUMMARIZE';
SYNC: 'SYNC';
TABLE: 'TABLE';
TABLES: 'TABLES';
TEMPLATES: 'TEMPLATES';
THEN: 'THEN';
TO: 'TO';
UNNEST: 'UNNEST';
UNNEST_OUTER: 'UNNEST_OUTER';
UNPIVOT: 'UNPIVOT';
USING: 'USING';
VALUES: 'VALUES';
VIEW: 'VIEW';
VIEWS: 'VIEWS';
VIOLATION: 'VIOLATION';
WHEN: 'WHEN';
WITH: 'WITH';
WITHOUT: 'WITHOUT';

// Before IDENTIFIER: a prefix belongs to its string.
STRING
    : '\'' (~['] | '\'\'')* '\''
    | [XBN] '\'' (~['] | '\'\'')* '\''
    ;
ESCAPE_STRING: 'E\'' (~['\\] | '\\' . | '\'\'')* '\'';
OPEN_STRING: ('\'' | [XBN] '\'') (~['] | '\'\'')* -> type(UNTERMINATED);
OPEN_ESCAPE_STRING: 'E\'' (~['\\] | '\\' . | '\'\'')* '\\'? -> type(UNTERMINATED);
DOLLAR_STRING: '$' (LETTER (LETTER | [0-9])*)? '$' { readTo(getText()); };

IDENTIFIER: LETTER (LETTER | [0-9$])*;
QUOTED_IDENTIFIER: '"' (~["] | '""')* '"';
OPEN_IDENTIFIER: '"' (~["] | '""')* -> type(UNTERMINATED);
SYSTEM_IDENTIFIER: '$' LETTER (LETTER | [0-9])*;
PARAMETER: '$' [0-9]+;

INTEGER: DIGITS;
NUMBER
    : DIGITS '.' DIGITS? EXPONENT?
    | '.' DIGITS EXPONENT?
    | DIGITS EXPONENT
    | '0X' [0-9A-F_]+
    | '0B' [01_]+
    ;

LINE_COMMENT: '--' ~[\r\n]* -> channel(HIDDEN);
BLOCK_COMMENT: '/*' { readComment(); };
SPACE: [ \t\r\n\u000B\f\u00A0\u1680\u2000-\u200B\u202F\u205F\u3000\uFEFF]+ -> skip;

SEMICOLON: ';';
COMMA: ',';
DOT: '.';
EQUALS: '=';
MINUS: '-';
OPEN_PARENTHESIS: '(';
CLOSE_PARENTHESIS: ')';
OPEN_BRACKET: '[';
CLOSE_BRACKET: ']';
OPERATOR
    : '::' | ':=' | '=>' | '->' | '->>' | '**' | '//' | '<=' | '>=' | '<>' | '!=' | '==' | '||' | '&&' | '<<' | '>>'
    | '@>' | '<@' | '^@' | '<->' | '<=>' | '~~' | '~~*' | '~~~' | '!~~' | '!~~*' | '!~' | '~*' | '!~*' | '..' | '...'
    | [+*/%<>~!@#^&|?:{}]
    ;
OTHER: .;

fragment LETTER: [A-Z_] | ~[\u0000-\u007F\u00A0\u1680\u2000-\u200B\u202F\u205F\u3000\uFEFF];
fragment DIGITS: [0-9] ('_'? [0-9])*;
fragment EXPONENT: 'E' [+\-]? DIGITS;
