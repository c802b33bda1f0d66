/** Source GENERATOR, and the synthetic events it yields: for demonstrations, benchmarks and tests. */
package io.millrace.connector.generator;
