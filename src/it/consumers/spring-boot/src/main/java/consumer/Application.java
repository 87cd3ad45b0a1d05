package consumer;

import io.stoker.client.Stoker;
import io.stoker.client.TaskClient;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** An application whose framework has its own mind about the versions of libraries. */
@SpringBootApplication
public class Application {
    public static void main(String[] args) {
        SpringApplication.run(Application.class, args);
    }

    @Bean
    Stoker stoker() {
        return Stoker.local(1);
    }

    @Bean
    TaskClient taskClient(Stoker stoker) {
        return stoker.taskClient();
    }
}
