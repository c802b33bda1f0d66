/** SQL text cut into tokens, without a grammar: for whoever rewrites parts of a query and leaves the rest as written. */
package io.millrace.sql.token;
