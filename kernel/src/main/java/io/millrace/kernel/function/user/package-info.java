/**
 * Functions of users: public static methods in Java, each from a jar of its own class loader. {@link
 * io.millrace.kernel.function.user.UserFunction} says what one is, {@link io.millrace.kernel.function.user.JavaRoutine} finds its
 * method and calls it.
 */
package io.millrace.kernel.function.user;
