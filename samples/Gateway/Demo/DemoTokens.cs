using OpenClaw.Tenancy.Claims;

namespace OpenClaw.Tenancy.Samples.Gateway.Demo;

/// <summary>The credentials of the demo's actors.</summary>
public sealed class DemoTokens(ITenantTokenIssuer issuer)
{
    public string Acme { get; private set; } = string.Empty;

    public string Globex { get; private set; } = string.Empty;

    public string Reader { get; private set; } = string.Empty;

    public string Nothing { get; private set; } = string.Empty;

    /// <summary>Ann's, who answers for acme.</summary>
    public string Approver { get; private set; } = string.Empty;

    /// <summary>Alice's, with the right to answer.</summary>
    public string SelfApprover { get; private set; } = string.Empty;

    public string GlobexApprover { get; private set; } = string.Empty;

    /// <summary>Ada's, who administers acme.</summary>
    public string Admin { get; private set; } = string.Empty;

    public string GlobexAdmin { get; private set; } = string.Empty;

    public string Operator { get; private set; } = string.Empty;

    public string SecondOperator { get; private set; } = string.Empty;

    public string Brief { get; private set; } = string.Empty;

    /// <summary>Signed by another host's key.</summary>
    public string Foreign { get; private set; } = string.Empty;

    public async Task FillAsync(ITenantTokenIssuer otherHost)
    {
        Acme = await NewAsync("acme", "alice", "operator.read@acme", "operator.write@acme");
        Globex = await NewAsync("globex", "gus", "operator.read@globex", "operator.write@globex");
        Reader = await NewAsync("acme", "ron", "operator.read@acme");
        Nothing = await NewAsync("acme", "nora");
        Approver = await NewAsync("acme", "ann", "operator.read@acme", "operator.write@acme", "operator.approvals@acme");
        SelfApprover = await NewAsync("acme", "alice", "operator.read@acme", "operator.approvals@acme");
        GlobexApprover = await NewAsync("globex", "gus", "operator.read@globex", "operator.approvals@globex");
        Admin = await NewAsync("acme", "ada", "operator.admin@acme");
        GlobexAdmin = await NewAsync("globex", "gus", "operator.admin@globex");
        Operator = await NewAsync("platform", "olga", "operator.admin");
        SecondOperator = await NewAsync("platform", "otto", "operator.admin");
        Brief = await IssueAsync(issuer, "acme", "alice", TimeSpan.FromSeconds(1), "operator.read@acme");
        Foreign = await IssueAsync(otherHost, "acme", "alice", lifetime: null, "operator.read@acme");
    }

    public Task<string> NewAsync(string tenant, string subject, params string[] scopes) => IssueAsync(issuer, tenant, subject, lifetime: null, scopes);

    private static async Task<string> IssueAsync(ITenantTokenIssuer by, string tenant, string subject, TimeSpan? lifetime, params string[] scopes) =>
        await by.IssueAsync(
            new TenantTokenRequest
            {
                Tenant = tenant == TenantId.Platform.ToString() ? TenantId.Platform : TenantId.From(tenant),
                Subject = subject,
                Scopes = scopes,
                Lifetime = lifetime,
            },
            CancellationToken.None);
}
