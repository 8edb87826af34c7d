using OpenClaw.Tenancy.BreakGlass;

namespace OpenClaw.Tenancy.AspNetCore.Administration;

/// <summary>The token of a grant; it stands in this answer alone.</summary>
internal sealed record GrantTokenView(string GrantId, string TargetTenant, IEnumerable<string> Scopes, string Token, DateTimeOffset ExpiresAt, DateTimeOffset GrantExpiresAt, bool PostIncidentReviewRequired)
{
    public override string ToString() => nameof(GrantTokenView);

    internal static GrantTokenView Of(BreakGlassToken token) => new(
        token.Grant.Id.ToString(),
        token.Grant.Target.ToString(),
        token.Grant.Scopes,
        token.Text,
        token.ExpiresAt,
        token.Grant.ExpiresAt ?? token.ExpiresAt,
        PostIncidentReviewRequired: true);
}
