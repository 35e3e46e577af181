import java.nio.file.Path;
import org.neo4j.dbms.api.DatabaseManagementServiceBuilder;

/** Runs a Neo4j kernel with the given home and configuration until the process that wanted it is gone. */
class Serve {
    public static void main(String[] arguments) throws InterruptedException {
        var home = Path.of(arguments[0]);
        var configuration = Path.of(arguments[1]);
        var owner = Long.parseLong(arguments[2]);
        var service = new DatabaseManagementServiceBuilder(home).loadPropertiesFromFile(configuration).build();
        while (ProcessHandle.of(owner).isPresent()) Thread.sleep(250);
        service.shutdown();
        System.exit(0);
    }
}
