package io.millrace.jobs.engine.local;

import io.millrace.jobs.task.Task;
import io.millrace.jobs.task.TaskResult;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;

/** How a task gets to its worker, and the result back. */
public interface TaskTransport {
    Task task(Task task);

    TaskResult result(TaskResult result);

    /** Within one process: hands over the objects themselves. */
    static TaskTransport direct() {
        return new TaskTransport() {
            @Override
            public Task task(Task task) {
                return task;
            }

            @Override
            public TaskResult result(TaskResult result) {
                return result;
            }
        };
    }

    /** As between machines: everything goes through its serialised form. */
    static TaskTransport serialised() {
        return new TaskTransport() {
            @Override
            public Task task(Task task) {
                return copy(task, Task.class);
            }

            @Override
            public TaskResult result(TaskResult result) {
                return copy(result, TaskResult.class);
            }
        };
    }

    private static <T> T copy(T value, Class<T> type) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(value);
            out.flush();
            try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
                return type.cast(in.readObject());
            }
        } catch (IOException e) {
            throw new IllegalStateException("Cannot serialise " + value.getClass() + ": " + e.getMessage(), e);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
