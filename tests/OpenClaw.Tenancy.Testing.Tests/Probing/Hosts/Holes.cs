using OpenClaw.Tenancy.Testing.Probing;

namespace OpenClaw.Tenancy.Testing.Tests.Probing.Hosts;

/// <summary>Everything that the leaky host can do wrong.</summary>
public static class Holes
{
    private const string Read = "GET /notes/{id}", List = "GET /notes";

    public static IReadOnlyList<Hole> All { get; } =
    [
        new("read-unchecked", ProbeRuleIds.NoForeignText, Read),
        new("write-unchecked", ProbeRuleIds.OwnerUnchanged, "PUT /notes/{id}"),
        new("delete-unchecked", ProbeRuleIds.OwnerUnchanged, "DELETE /notes/{id}"),
        new("list-unfiltered", ProbeRuleIds.NoForeignText, List),
        new("export-unchecked", ProbeRuleIds.NoForeignText, "GET /notes/{id}/export"),
        new("bulk-looks-at-the-first", ProbeRuleIds.NoForeignText, "POST /notes/bulk"),
        new("copy-unchecked", ProbeRuleIds.NoForeignText, "POST /copies"),
        new("query-unchecked", ProbeRuleIds.NoForeignText, "GET /boards/{id}"),
        new("header-unchecked", ProbeRuleIds.ForeignLikeAbsent, "GET /current"),
        new("status-tells", ProbeRuleIds.ForeignLikeAbsent, Read),
        new("header-tells", ProbeRuleIds.ForeignLikeAbsent, Read),
        new("body-tells", ProbeRuleIds.ForeignLikeAbsent, Read),
        new("length-tells", ProbeRuleIds.ForeignLikeAbsent, Read),
        new("error-names-the-owner", ProbeRuleIds.NoForeignText, Read),
        new("etag-tells", ProbeRuleIds.ForeignLikeAbsent, Read),
        new("head-answers", ProbeRuleIds.ForeignLikeAbsent, Read),
        new("options-tell", ProbeRuleIds.ForeignLikeAbsent, Read),
        new("method-override", ProbeRuleIds.OwnerUnchanged, "POST /notes/{id}"),
        new("tenant-from-header", ProbeRuleIds.SelectorsAgree, Read),
        new("tenant-from-query", ProbeRuleIds.SelectorsAgree, Read),
        new("tenant-from-body", ProbeRuleIds.OwnerUnchanged, "POST /notes"),
        new("tenant-from-forwarded-host", ProbeRuleIds.SelectorsAgree, Read),
        new("last-of-a-list", ProbeRuleIds.SelectorsAgree, Read),
        new("selector-in-capitals", ProbeRuleIds.NoForeignText, List),
        new("selector-for-all", ProbeRuleIds.NoForeignText, List),
        new("selector-tells-tenants", ProbeRuleIds.SelectorsAgree, Read),
        new("id-case-folded", ProbeRuleIds.ExactIds, Read),
        new("id-prefix", ProbeRuleIds.ExactIds, Read),
        new("id-pattern", ProbeRuleIds.ExactIds, Read),
        new("id-list-looks-at-the-first", ProbeRuleIds.ExactIds, Read),
        new("id-with-a-way-up", ProbeRuleIds.ExactIds, Read),
        new("cursor-of-anybody", ProbeRuleIds.CursorBound, List),
        new("cache-without-tenant", ProbeRuleIds.NoForeignText, Read),
        new("permit-reused", ProbeRuleIds.NoForeignText, Read),
        new("nobody-is-somebody", ProbeRuleIds.NobodyRefused, Read),
        new("selector-alone", ProbeRuleIds.NobodyRefused, Read),
        new("looked-up-before-refused", ProbeRuleIds.NobodyRefused, Read),
        new("suspended-served", ProbeRuleIds.EndedRefused, List),
        new("revoked-served", ProbeRuleIds.EndedRefused, Read),
        new("no-record", ProbeRuleIds.OneRecord, Read),
        new("two-records", ProbeRuleIds.OneRecord, Read),
        new("loaded-before-decided", ProbeRuleIds.CallsAlike, Read),
        new("fails-on-malformed", ProbeRuleIds.NoServerError, Read),
        new("tenant-in-a-static", ProbeRuleIds.Interleaved, List),
        new("frame-unchecked", ProbeRuleIds.FramesBound, "/ws read"),
        new("frame-tells", ProbeRuleIds.FramesBound, "/ws read"),
        new("pushed-to-everybody", ProbeRuleIds.FramesBound, "/ws"),
    ];
}
