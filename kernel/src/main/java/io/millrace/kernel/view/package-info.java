/** Materialized views: what of their rows is kept, how partial states are merged, and what a reader sees. */
package io.millrace.kernel.view;
