-- The table of Camel's JdbcMessageIdRepository, with room for longer keys
CREATE TABLE CAMEL_MESSAGEPROCESSED (
    processorName VARCHAR(255),
    messageId     TEXT,
    createdAt     TIMESTAMP,
    PRIMARY KEY (processorName, messageId)
);

CREATE TABLE orders (
    out_trade_no VARCHAR(32) PRIMARY KEY,
    placed_at    TIMESTAMPTZ NOT NULL DEFAULT now(),
    -- Time of the last query to WeChat Pay; at first the time of the order
    asked_at     TIMESTAMPTZ NOT NULL DEFAULT now()
);

-- The insert is both the duplicate check and the booking
CREATE TABLE payment (
    event        TEXT PRIMARY KEY,
    resource     JSONB NOT NULL,
    out_trade_no TEXT GENERATED ALWAYS AS (resource ->> 'out_trade_no') STORED
);
CREATE INDEX ON payment (out_trade_no);
