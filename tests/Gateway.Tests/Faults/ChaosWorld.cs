using Gateway.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Approvals;
using OpenClaw.Tenancy.Administration;
using OpenClaw.Tenancy.ApiKeys;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Auditing.Trails;
using OpenClaw.Tenancy.BreakGlass;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Hosting.Limits;
using OpenClaw.Tenancy.Limits;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.Samples.Gateway.Runs;
using OpenClaw.Tenancy.Samples.Gateway.Sessions;
using OpenClaw.Tenancy.Samples.Gateway.Storage;
using OpenClaw.Tenancy.Secrets;
using OpenClaw.Tenancy.Secrets.Keys;
using OpenClaw.Tenancy.Signing;
using OpenClaw.Tenancy.Testing.Chaos;
using OpenClaw.Tenancy.Usage;
using OpenClaw.Tenancy.Vaults;

namespace Gateway.Tests.Faults;

/// <summary>A gateway with a plan of faults before each contract, of which none is on.</summary>
public sealed class ChaosWorld : IAsyncLifetime
{
    /// <summary>Stands in the text of each fault.</summary>
    public const string Secret = "c4n4ry-of-the-chaos";

    private readonly Dictionary<string, ChaosPlan> _plans = [];
    private int _made;

    public RunningGateway Gateway { get; private set; } = null!;

    public string Admin => Gateway.Admin("acme");

    public async ValueTask InitializeAsync() => Gateway = await RunningGateway.StartAsync(services =>
    {
        services.AddTenancy().AddTenantLimits(static o => o.PerTenant = new RequestRates { Concurrent = 1000 });
        Add<IResourceOwnerSource<SessionRow>>(services, "owner of a session");
        Add<IResourceOwnerSource<RunRow>>(services, "owner of a run");
        Add<IResourceOwnerSource<Approval>>(services, "owner of an approval");
        Add<IResourceOwnerSource<TenantRecord>>(services, "owner of a tenant");
        Add<IResourceOwnerSource<TenantMember>>(services, "owner of a member");
        Add<IResourceOwnerSource<ApiKeyEntry>>(services, "owner of a key");
        Add<IResourceOwnerSource<TenantInvitation>>(services, "owner of an invitation");
        Add<IResourceOwnerSource<BreakGlassGrant>>(services, "owner of a grant");
        Add<IApprovalStore>(services, "approvals");
        Add<ITenantHoldings>(services, "holdings");
        Add<IDirectoryJournal>(services, "journal");
        Add<ITenantTokenIssuer>(services, "token issuer");
        Add<ITokenKeyPublication>(services, "published keys");
        Add<ITenancySigner>(services, "signer");
        Add<IAuditLedger>(services, "ledger");
        Add<IAuditTrailStore>(services, "trails");
        Add<ITenantVault>(services, "vault");
        AddWrapper(services);
        Add<IUsageStore>(services, "usage");
        Add<IUsageQuotas>(services, "quotas");
        Add<IRequestLimiter>(services, "limiter");
        Add<ICredentialVerifier>(services, "verifier");
        Add<ISessionStore>(services, "sessions");
        Add<IRunStore>(services, "runs");
        Add<IDirectoryWriter>(services, "directory writer");
        Add<ITenantSecretWriter>(services, "secret writer");
    });

    public async ValueTask DisposeAsync() => await (Gateway?.DisposeAsync() ?? default);

    public ChaosPlan PlanOf(string contract) => _plans[contract];

    public string Fresh(string of) => $"{of}{Interlocked.Increment(ref _made)}";

    public async Task<string> MadeAsync(string path, string token, string? json, string member)
    {
        Answer answer = await Gateway.SendAsync("POST", path, token, json);
        Assert.InRange(answer.Status, 200, 299);
        return answer.Member(member);
    }

    // A wrapper of the host's own in the place of its key file, which must not stand beside one.
    private void AddWrapper(IServiceCollection services)
    {
        foreach (ServiceDescriptor source in services.Where(static d => d.ServiceType.Name == "KeySource").ToArray())
        {
            services.Remove(source);
        }

        var wrapper = new RememberedKeys();
        services.AddTenancy().UseSecretKeyWrapper(_ => wrapper);
        Add<ITenantKeyWrapper>(services, "key wrapper");
    }

    private void Add<TContract>(IServiceCollection services, string name)
        where TContract : class
    {
        // A time-out of its own is no sign that the caller went away.
        var plan = new ChaosPlan { IsOn = false, Delay = TimeSpan.FromMilliseconds(100), Exception = static () => new IOException(Secret) };
        _plans.Add(name, plan);
        services.AddChaos<TContract>(plan);
    }
}
