/** JMH benchmarks of single steps: {@code java -cp ... org.openjdk.jmh.Main io.millrace.bench.jmh}. */
package io.millrace.bench.jmh;
