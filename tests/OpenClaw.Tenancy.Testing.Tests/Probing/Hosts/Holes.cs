using OpenClaw.Tenancy.Testing.Probing;

namespace OpenClaw.Tenancy.Testing.Tests.Probing.Hosts;

/// <summary>Everything that the leaky host can do wrong.</summary>
public static class Holes
{
    private const string Read = "GET /notes/{id}", List = "GET /notes";

    public static IReadOnlyList<Hole> All { get; } =
    [
        new("read-unchecked", ProbeRuleIds.NoForeignText, Read, "foreign-read"),
        new("write-unchecked", ProbeRuleIds.OwnerUnchanged, "PUT /notes/{id}", "foreign-act"),
        new("delete-unchecked", ProbeRuleIds.OwnerUnchanged, "DELETE /notes/{id}", "foreign-act"),
        new("list-unfiltered", ProbeRuleIds.NoForeignText, List, "lists"),
        new("export-unchecked", ProbeRuleIds.NoForeignText, "GET /notes/{id}/export", "foreign-read"),
        new("bulk-looks-at-the-first", ProbeRuleIds.NoForeignText, "POST /notes/bulk", "lists"),
        new("copy-unchecked", ProbeRuleIds.NoForeignText, "POST /copies", "passed-on"),
        new("query-unchecked", ProbeRuleIds.NoForeignText, "GET /boards/{id}", "passed-on"),
        new("header-unchecked", ProbeRuleIds.ForeignLikeAbsent, "GET /current", "passed-on"),
        new("status-tells", ProbeRuleIds.ForeignLikeAbsent, Read, "existence"),
        new("header-tells", ProbeRuleIds.ForeignLikeAbsent, Read, "existence"),
        new("body-tells", ProbeRuleIds.ForeignLikeAbsent, Read, "existence"),
        new("length-tells", ProbeRuleIds.ForeignLikeAbsent, Read, "existence"),
        new("error-names-the-owner", ProbeRuleIds.NoForeignText, Read, "error-texts"),
        new("etag-tells", ProbeRuleIds.ForeignLikeAbsent, Read, "existence"),
        new("head-answers", ProbeRuleIds.ForeignLikeAbsent, Read, "existence"),
        new("options-tell", ProbeRuleIds.ForeignLikeAbsent, Read, "existence"),
        new("method-override", ProbeRuleIds.OwnerUnchanged, "POST /notes/{id}", "foreign-act"),
        new("tenant-from-header", ProbeRuleIds.SelectorsAgree, Read, "header-selector"),
        new("tenant-from-query", ProbeRuleIds.SelectorsAgree, Read, "query-selector"),
        new("tenant-from-body", ProbeRuleIds.OwnerUnchanged, "POST /notes", "body-selector"),
        new("tenant-from-forwarded-host", ProbeRuleIds.SelectorsAgree, Read, "host-selector"),
        new("last-of-a-list", ProbeRuleIds.SelectorsAgree, Read, "selector-twice"),
        new("selector-in-capitals", ProbeRuleIds.NoForeignText, List, "selector-twisted"),
        new("selector-for-all", ProbeRuleIds.NoForeignText, List, "selector-twisted"),
        new("selector-tells-tenants", ProbeRuleIds.SelectorsAgree, Read, "tenants"),
        new("id-case-folded", ProbeRuleIds.ExactIds, Read, "id-twisted"),
        new("id-prefix", ProbeRuleIds.ExactIds, Read, "id-twisted"),
        new("id-pattern", ProbeRuleIds.ExactIds, Read, "id-twisted"),
        new("id-list-looks-at-the-first", ProbeRuleIds.ExactIds, Read, "id-path"),
        new("id-with-a-way-up", ProbeRuleIds.ExactIds, Read, "id-path"),
        new("cursor-of-anybody", ProbeRuleIds.CursorBound, List, "cursors"),
        new("cache-without-tenant", ProbeRuleIds.NoForeignText, Read, "caches"),
        new("permit-reused", ProbeRuleIds.NoForeignText, Read, "reused-decisions"),
        new("nobody-is-somebody", ProbeRuleIds.NobodyRefused, Read, "nobody"),
        new("selector-alone", ProbeRuleIds.NobodyRefused, Read, "nobody"),
        new("looked-up-before-refused", ProbeRuleIds.NobodyRefused, Read, "late-refusal"),
        new("suspended-served", ProbeRuleIds.EndedRefused, List, "ended-tenants"),
        new("revoked-served", ProbeRuleIds.EndedRefused, Read, "ended-credentials"),
        new("no-record", ProbeRuleIds.OneRecord, Read, "records"),
        new("two-records", ProbeRuleIds.OneRecord, Read, "records"),
        new("loaded-before-decided", ProbeRuleIds.CallsAlike, Read, "late-refusal"),
        new("fails-on-malformed", ProbeRuleIds.NoServerError, Read, "malformed"),
        new("tenant-in-a-static", ProbeRuleIds.Interleaved, List, "concurrency"),
        new("frame-unchecked", ProbeRuleIds.FramesBound, "/ws read", "frames"),
        new("frame-tells", ProbeRuleIds.FramesBound, "/ws read", "frames"),
        new("pushed-to-everybody", ProbeRuleIds.FramesBound, "/ws", "broadcasts"),
        new("action-query-unchecked", ProbeRuleIds.NoForeignText, "GET /cards", "passed-on"),
        new("action-header-unchecked", ProbeRuleIds.NoForeignText, "GET /cards/current", "passed-on"),
        new("action-body-unchecked", ProbeRuleIds.NoForeignText, "POST /cards", "passed-on"),
        new("approval-unchecked", ProbeRuleIds.OwnerUnchanged, "POST /notes/{id}/approval", "foreign-approval"),
        new("total-of-all", ProbeRuleIds.TotalsOwn, List, "totals"),
        new("tenants-listed", ProbeRuleIds.NoForeignText, "GET /tenants", "tenants"),
        new("child-unchecked", ProbeRuleIds.NoForeignText, "GET /boards/{board}/notes/{id}", "parents"),
        new("bad-key-falls-to-host", ProbeRuleIds.NobodyRefused, Read, "fallback"),
        new("names-joined", ProbeRuleIds.ExactIds, Read, "joined-names"),
        new("names-that-begin-alike", ProbeRuleIds.NoForeignText, List, "neighbour-names"),
        new("unowned-is-shared", ProbeRuleIds.UnownedClosed, Read, "unowned"),
        new("expired-served", ProbeRuleIds.EndedRefused, Read, "ended-credentials"),
        new("signature-unchecked", ProbeRuleIds.EndedRefused, Read, "forgeries"),
        new("audience-unchecked", ProbeRuleIds.EndedRefused, Read, "audiences"),
        new("first-of-two-claims", ProbeRuleIds.EndedRefused, Read, "two-claims"),
        new("socket-outlives-its-caller", ProbeRuleIds.SocketsEnd, "/ws read", "outliving-sockets"),
        new("events-outlive-their-caller", ProbeRuleIds.SocketsEnd, "/ws listening", "outliving-sockets"),
        new("token-in-query", ProbeRuleIds.CredentialInHeader, Read, "credential-places"),
        new("token-in-sub-protocol", ProbeRuleIds.CredentialInHeader, "/ws read", "credential-places"),
        new("idempotency-key-of-all", ProbeRuleIds.KeysApart, "notes", "idempotency-keys"),
        new("name-taken-by-another", ProbeRuleIds.CreateLikeFree, "notes", "taken-names"),
    ];

    /// <summary>The endpoint at which a hole is looked for alone.</summary>
    public static string RouteOf(string endpoint) =>
        endpoint.StartsWith('/') ? "GET " + endpoint.Split(' ')[0] : endpoint.Contains(' ', StringComparison.Ordinal) ? endpoint : "POST /" + endpoint;
}
