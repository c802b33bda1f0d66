/** What is kept of a materialized view: partial states of aggregates, and how its rows come from them. */
package io.millrace.kernel.state;
