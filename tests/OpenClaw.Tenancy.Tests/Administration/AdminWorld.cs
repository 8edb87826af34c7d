using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OpenClaw.Tenancy.Administration;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Scopes;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.Tests.Claims;

namespace OpenClaw.Tenancy.Tests.Administration;

/// <summary>A host with API keys and administration, whose ledger is durable.</summary>
internal sealed class AdminWorld : IDisposable
{
    public AdminWorld(Action<TenancyOptions>? options = null, Action<TenancyBuilder>? build = null) => World = new TestWorld(options, b =>
    {
        b.UseLedger(_ => Ledger).AddApiKeys().AddAdministration();
        ServiceDescriptor own = b.Services.Single(static s => s.ServiceType == typeof(IDirectoryWriter));
        b.Services.Replace(ServiceDescriptor.Singleton<IDirectoryWriter>(s => new RecordingWriter((IDirectoryWriter)own.ImplementationFactory!(s))));
        build?.Invoke(b);
    });

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public TestWorld World { get; }

    public DurableLedger Ledger { get; } = new();

    public ManualTime Time => World.Time;

    public TenantDirectory Directory => World.Directory;

    public RecordingWriter Writer => (RecordingWriter)World.Services.GetRequiredService<IDirectoryWriter>();

    public TenantRegistry Registry => World.Services.GetRequiredService<TenantRegistry>();

    public TenantMembers Members => World.Services.GetRequiredService<TenantMembers>();

    public TenantApiKeys Keys => World.Services.GetRequiredService<TenantApiKeys>();

    public VerifiedTenantClaim Operator => World.Claim(TenantId.Platform, "operator.admin");

    /// <summary>Makes whom an identity at the world's issuer names a member, as the host's own code.</summary>
    public UserId Join(TenantId tenant, string subject, TenantRole role)
    {
        var user = UserId.New();
        Write(DirectoryChange.AddMember(tenant, new LinkedIdentity(TestWorld.Idp, subject), user, role, DirectoryActor.Host)).RequireApplied();
        return user;
    }

    public DirectoryWrite Write(DirectoryChange change) => Writer.WriteAsync(change, Token).GetAwaiter().GetResult();

    /// <summary>What the world's issuer says of a subject.</summary>
    public ClaimAcceptance Present(TenantId tenant, string subject, params string[] scopes) => new Assertion(World)
    {
        Tenant = tenant.ToString(),
        Subject = subject,
        CredentialId = null,
        Scopes = [.. scopes.Select(s => $"{s}@{tenant}")],
        Generation = Directory.GenerationOf(tenant, TestWorld.Idp, subject),
    }.Present();

    public VerifiedTenantClaim Admin(TenantId tenant, string subject) => Present(tenant, subject, "operator.admin").Claim!;

    public async Task<AccessPermit> PermitAsync(VerifiedTenantClaim claim, AccessAction action, string? id = null)
    {
        AccessResult result = await World.Engine.AuthorizeAsync(
            new AccessRequest(claim, action, id is null ? ResourceRef.Collection(claim.Tenant) : ResourceRef.Owned(id, claim.Tenant), Time.Now), Token);
        return result.Permit ?? throw new InvalidOperationException(result.Decision.Reason.ToString());
    }

    public async Task<DirectoryResult<IssuedApiKey>> IssueAsync(VerifiedTenantClaim claim, NewApiKey key) =>
        await Keys.IssueAsync(await PermitAsync(claim, Keys.Issue), key, Token);

    /// <summary>A key that the host's own code issued.</summary>
    public IssuedApiKey Key(TenantId tenant, NewApiKey key) => Keys.IssueForHostAsync(tenant, key, Token).GetAwaiter().GetResult().Value!;

    public Task<CredentialVerification> VerifyAsync(string credential) =>
        World.Services.GetRequiredService<CredentialVerifiers>().VerifyAsync(credential, Token).AsTask();

    public DenyReason Decide(VerifiedTenantClaim claim, string scope = "operator.read") => World.Engine.Decide(
        new AccessRequest(claim, World.Engine.Action(scope), ResourceRef.Collection(claim.Tenant), Time.Now)).Reason;

    public void Dispose() => World.Dispose();
}
