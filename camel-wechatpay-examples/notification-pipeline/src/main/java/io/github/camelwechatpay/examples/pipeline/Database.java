package io.github.camelwechatpay.examples.pipeline;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Runs PostgreSQL in its own process, with the tables of the example. */
record Database(EmbeddedPostgres server) implements AutoCloseable {

    static Database start() throws IOException, SQLException {
        Database database = new Database(EmbeddedPostgres.start());
        try (InputStream schema = Database.class.getResourceAsStream("/schema.sql")) {
            database.execute(new String(schema.readAllBytes(), StandardCharsets.UTF_8));
        }
        return database;
    }

    String url() {
        return server.getJdbcUrl("postgres", "postgres");
    }

    void execute(String sql, Object... parameters) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            fill(statement, parameters);
            statement.execute();
        }
    }

    /** Returns the first column of the first row. */
    String value(String sql, Object... parameters) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            fill(statement, parameters);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getString(1);
            }
        }
    }

    private static void fill(PreparedStatement statement, Object... parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
