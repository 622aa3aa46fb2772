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
    -- When WeChat Pay was last asked for it; at first, when it was placed
    asked_at     TIMESTAMPTZ NOT NULL DEFAULT now()
);

-- Inserting is the duplicate check, and is the booking
CREATE TABLE payment (
    event        TEXT PRIMARY KEY,
    resource     JSONB NOT NULL,
    out_trade_no TEXT GENERATED ALWAYS AS (resource ->> 'out_trade_no') STORED
);
CREATE INDEX ON payment (out_trade_no);
