package consumer;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.stoker.client.Stoker;
import io.stoker.client.TaskClient;
import io.stoker.task.Task;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** An application whose framework has its own mind about the versions of libraries, with its own logging and JSON. */
@SpringBootApplication
@RestController
public class Application {
    private static final Logger LOG = LoggerFactory.getLogger(Application.class);

    private final TaskClient tasks;

    Application(TaskClient tasks) {
        this.tasks = tasks;
    }

    public static void main(String[] args) {
        SpringApplication.run(Application.class, args);
    }

    /** The answer to a request. */
    record Product(int a, int b, Object c) {}

    @GetMapping("/product")
    Product product(@RequestParam("a") int a, @RequestParam("b") int b) {
        Task task = Task.of("c = a * b").push("a", a).push("b", b).pull("c");
        Product product = new Product(a, b, tasks.runAndGet(task).get("c"));
        LOG.debug("answers {}", product.c());
        return product;
    }

    @Bean
    static Stoker stoker() {
        return Stoker.local(1);
    }

    @Bean
    static TaskClient taskClient(Stoker stoker) {
        return stoker.taskClient();
    }

    /** The application's own notation. */
    @Bean
    static Module notation() {
        return new SimpleModule("notation").addSerializer(new StdSerializer<>(Product.class) {
            @Override
            public void serialize(Product product, JsonGenerator json, SerializerProvider all) throws IOException {
                json.writeString(product.a() + " * " + product.b() + " = " + product.c());
            }
        });
    }
}
