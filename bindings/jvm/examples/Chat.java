// SPDX-License-Identifier: MIT
// PASSWORD=... java Chat ME HOST PORT CA-FILE PEER: greets PEER, waits for its answer, asks what the server is.
import static org.headstock.Json.object;

import org.headstock.Client;
import org.headstock.Payload;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

public class Chat {
    public static void main(String[] a) throws Exception {
        CompletableFuture<String> heard = new CompletableFuture<>();
        Object options = object("host", a[1], "port", Integer.valueOf(a[2]), "authorities", a[3],
                                "software", object("name", "chat"));
        try (Client client = new Client(a[0], System.getenv("PASSWORD"), options)) {
            client.on("message", message -> {
                if (a[4].equals(message.bareFrom()) && message.body() != null) heard.complete(message.body());
            });
            System.out.println("ready " + client.connect().get());
            client.sendMessage(a[4], "hello from Java");
            System.out.println("heard " + heard.get(30, TimeUnit.SECONDS));
            Payload server = client.ask(a[0].split("[@/]")[1], "version.Info").get();
            System.out.println("server " + server.get("name"));
        }
    }
}
