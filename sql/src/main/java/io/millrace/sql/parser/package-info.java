/** Text to statements: variables filled in, cut at semicolons, parsed one by one. */
package io.millrace.sql.parser;
