/** The demonstration: a broker, a stream of orders with dirt in it, and the worksheet of the examples. */
package io.millrace.cli.demo;
