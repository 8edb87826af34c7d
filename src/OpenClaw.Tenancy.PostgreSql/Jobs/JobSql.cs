namespace OpenClaw.Tenancy.PostgreSql.Jobs;

/// <summary>The statements over the tables of jobs. What is a value is sent beside them.</summary>
/// <remarks>
/// INVARIANT: whoever locks a job has locked the turn of its tenant before, or passes over what is locked, so that no two wait for each other
/// in a circle. Every moment is the database's, so that the clocks of hosts do not matter.
/// </remarks>
internal static class JobSql
{
    internal const string Tables = """
        CREATE TABLE IF NOT EXISTS tenancy_job_turns (
            tenant_id varchar(63) NOT NULL PRIMARY KEY,
            turn bigint NOT NULL,
            jobs integer NOT NULL,
            waits_until timestamptz NOT NULL);
        CREATE TABLE IF NOT EXISTS tenancy_jobs (
            tenant_id varchar(63) NOT NULL,
            job_id varchar(128) NOT NULL,
            kind varchar(64) NOT NULL,
            job_key varchar(128),
            likeness bytea NOT NULL,
            body bytea NOT NULL,
            envelope text NOT NULL,
            state smallint NOT NULL,
            attempts integer NOT NULL,
            due_at timestamptz NOT NULL,
            lease varchar(64),
            reason varchar(64),
            expires_at timestamptz NOT NULL,
            PRIMARY KEY (tenant_id, job_id));
        CREATE UNIQUE INDEX IF NOT EXISTS tenancy_jobs_key ON tenancy_jobs (tenant_id, job_key);
        CREATE INDEX IF NOT EXISTS tenancy_jobs_due ON tenancy_jobs (tenant_id, due_at) WHERE state = 0;
        CREATE INDEX IF NOT EXISTS tenancy_jobs_ended ON tenancy_jobs (expires_at) WHERE state <> 0;
        CREATE INDEX IF NOT EXISTS tenancy_job_turns_next ON tenancy_job_turns (turn) WHERE jobs > 0;
        CREATE SEQUENCE IF NOT EXISTS tenancy_job_turn;
        """;

    /// <summary>Locks the turn of a tenant, which is made at its first job, and says how many jobs it and all have, and what its key was used for.</summary>
    internal const string Lock = """
        INSERT INTO tenancy_job_turns (tenant_id, turn, jobs, waits_until) VALUES ($1, nextval('tenancy_job_turn'), 0, '-infinity')
        ON CONFLICT (tenant_id) DO UPDATE SET tenant_id = excluded.tenant_id RETURNING jobs
        """;

    internal const string FindKey = "SELECT job_id, likeness FROM tenancy_jobs WHERE tenant_id = $1 AND job_key = $2";

    internal const string CountAll = "SELECT coalesce(sum(jobs), 0) FROM tenancy_job_turns WHERE jobs > 0";

    internal const string ForgetKey = "DELETE FROM tenancy_jobs WHERE tenant_id = $1 AND job_key = $2 AND state <> 0 AND expires_at <= clock_timestamp()";

    internal const string Insert = """
        INSERT INTO tenancy_jobs (tenant_id, job_id, kind, job_key, likeness, body, envelope, state, attempts, due_at, expires_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, 0, 0, clock_timestamp() + $8, $9)
        """;

    internal const string CountUp = "UPDATE tenancy_job_turns SET jobs = jobs + 1 WHERE tenant_id = $1";

    // SECURITY: every user of the database may listen, so it says nothing of whose job it is.
    internal const string Notify = $"SELECT pg_notify('{JobListener.Channel}', '')";

    // By the index of what is due, in its order: so it costs the same whether a tenant has ten jobs or ten thousand. Whoever asks only whether there is
    // one lets the database look through the jobs of all others, and the time has to be that of the statement, for an index knows no other.
    private const string IsNext = """
        t.jobs > 0 AND t.waits_until <= clock_timestamp() AND t.tenant_id <> ALL($1) AND ($2::text IS NULL OR t.tenant_id = $2)
        AND (SELECT d.due_at FROM tenancy_jobs d WHERE d.tenant_id = t.tenant_id AND d.state = 0 AND d.due_at <= statement_timestamp() AND d.kind = ANY($3)
            ORDER BY d.due_at LIMIT 1) IS NOT NULL
        """;

    internal const string IsAnyDue = $"SELECT EXISTS (SELECT 1 FROM tenancy_job_turns t WHERE {IsNext})";

    /// <summary>Takes the oldest due job of the tenant whose turn it is, and sends the tenant to the end.</summary>
    internal const string Take = $"{Choose} SKIP LOCKED){TakeChosen}";

    /// <summary>The same, and where another process holds the turn it is waited for.</summary>
    internal const string TakePatiently = $"{Choose}){TakeChosen}";

    private const string Choose = $"WITH chosen AS (SELECT t.tenant_id FROM tenancy_job_turns t WHERE {IsNext} ORDER BY t.turn LIMIT 1 FOR UPDATE OF t";

    private const string TakeChosen = """
        ,
        oldest AS (
            SELECT first.tenant_id, first.job_id FROM chosen CROSS JOIN LATERAL (
                SELECT j.tenant_id, j.job_id FROM tenancy_jobs j
                WHERE j.tenant_id = chosen.tenant_id AND j.state = 0 AND j.due_at <= statement_timestamp() AND j.kind = ANY($3)
                ORDER BY j.due_at LIMIT 1 FOR UPDATE OF j SKIP LOCKED) first),
        moved AS (
            UPDATE tenancy_job_turns t SET turn = nextval('tenancy_job_turn') FROM chosen WHERE t.tenant_id = chosen.tenant_id)
        UPDATE tenancy_jobs j SET due_at = clock_timestamp() + $4, lease = $5, attempts = j.attempts + 1
        FROM oldest WHERE j.tenant_id = oldest.tenant_id AND j.job_id = oldest.job_id
        RETURNING j.tenant_id, j.job_id, j.kind, j.job_key, j.body, j.envelope, j.expires_at, j.attempts
        """;

    internal const string Renew = "UPDATE tenancy_jobs SET due_at = clock_timestamp() + $4 WHERE tenant_id = $1 AND job_id = $2 AND lease = $3 AND state = 0";

    private const string Mine = "SELECT t.tenant_id FROM tenancy_job_turns t WHERE t.tenant_id = $1 FOR UPDATE";

    /// <summary>Notes that a job is done: without a key nothing of it stays, with one its key.</summary>
    internal const string Done = $"""
        WITH mine AS ({Mine}),
        gone AS (DELETE FROM tenancy_jobs j USING mine WHERE j.tenant_id = mine.tenant_id AND j.job_id = $2 AND j.lease = $3 AND j.state = 0 AND j.job_key IS NULL RETURNING j.tenant_id),
        kept AS (UPDATE tenancy_jobs j SET state = 1, lease = NULL, body = '', envelope = '' FROM mine
            WHERE j.tenant_id = mine.tenant_id AND j.job_id = $2 AND j.lease = $3 AND j.state = 0 AND j.job_key IS NOT NULL RETURNING j.tenant_id)
        UPDATE tenancy_job_turns t SET jobs = t.jobs - 1 FROM (SELECT tenant_id FROM gone UNION ALL SELECT tenant_id FROM kept) ended WHERE t.tenant_id = ended.tenant_id
        """;

    internal const string Dead = $"""
        WITH mine AS ({Mine}),
        kept AS (UPDATE tenancy_jobs j SET state = 2, lease = NULL, reason = $4, expires_at = greatest(j.expires_at, clock_timestamp() + $5) FROM mine
            WHERE j.tenant_id = mine.tenant_id AND j.job_id = $2 AND j.lease = $3 AND j.state = 0 RETURNING j.tenant_id)
        UPDATE tenancy_job_turns t SET jobs = t.jobs - 1 FROM kept WHERE t.tenant_id = kept.tenant_id
        """;

    internal const string Again = $"""
        WITH mine AS ({Mine}),
        kept AS (UPDATE tenancy_jobs j SET lease = NULL, due_at = clock_timestamp() + $4, attempts = j.attempts - $5 FROM mine
            WHERE j.tenant_id = mine.tenant_id AND j.job_id = $2 AND j.lease = $3 AND j.state = 0 RETURNING j.tenant_id)
        UPDATE tenancy_job_turns t SET waits_until = CASE WHEN $6 THEN clock_timestamp() + $4 ELSE t.waits_until END FROM kept WHERE t.tenant_id = kept.tenant_id
        """;

    internal const string LockTurn = "SELECT 1 FROM tenancy_job_turns WHERE tenant_id = $1 FOR UPDATE";

    internal const string Erase = "DELETE FROM tenancy_jobs WHERE tenant_id = $1";

    internal const string EraseTurn = "DELETE FROM tenancy_job_turns WHERE tenant_id = $1";

    /// <summary>Tenants whose jobs are not as many as their turn says: somebody else has changed rows.</summary>
    internal const string Miscounted = """
        SELECT coalesce(t.tenant_id, j.tenant_id) FROM tenancy_job_turns t
        FULL JOIN (SELECT tenant_id, count(*) AS jobs FROM tenancy_jobs WHERE state = 0 GROUP BY tenant_id) j ON j.tenant_id = t.tenant_id
        WHERE coalesce(t.jobs, 0) <> coalesce(j.jobs, 0) LIMIT 100
        """;

    internal const string Recount = "UPDATE tenancy_job_turns SET jobs = (SELECT count(*) FROM tenancy_jobs WHERE tenant_id = $1 AND state = 0) WHERE tenant_id = $1";

    /// <summary>How many rows one sweep removes at most.</summary>
    internal const int SweptAtOnce = 1000;

    internal const string Sweep = """
        DELETE FROM tenancy_jobs WHERE ctid = ANY (ARRAY(
            SELECT ctid FROM tenancy_jobs WHERE state <> 0 AND expires_at <= clock_timestamp() LIMIT 1000 FOR UPDATE SKIP LOCKED))
        """;

    // SECURITY: what has ended counts for nobody's share of the queue, so a tenant could fill the database with it. The newest of each are kept.
    internal const string Trim = """
        DELETE FROM tenancy_jobs WHERE ctid = ANY (ARRAY(
            SELECT j.ctid FROM tenancy_jobs j JOIN (
                SELECT tenant_id, job_id, row_number() OVER (PARTITION BY tenant_id ORDER BY expires_at DESC, job_id) AS place FROM tenancy_jobs WHERE state <> 0) e
                ON e.tenant_id = j.tenant_id AND e.job_id = j.job_id
            WHERE e.place > $1 AND j.state <> 0 LIMIT 1000 FOR UPDATE OF j SKIP LOCKED))
        """;
}
