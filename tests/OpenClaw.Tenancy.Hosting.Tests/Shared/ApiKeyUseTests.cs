using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Administration;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.Resources;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Hosting.Tests.Shared;

/// <summary>When a key was last used outlives the process, and no request writes for it.</summary>
public sealed class ApiKeyUseTests : IDisposable
{
    private static readonly TenantId Acme = TenantId.From("acme");

    private readonly ManualTime _time = new();
    private readonly FakeJournal _journal;
    private readonly FakeKeyUses _uses = new();
    private readonly List<SharedHost> _hosts = [];

    public ApiKeyUseTests()
    {
        _journal = new FakeJournal(_time);
        _journal.Append(DirectoryChange.Register(new TenantRegistration(Acme)));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _hosts.ForEach(static h => h.Dispose());

    [Fact]
    public async Task Use_is_kept_each_minute_and_at_the_end_and_read_at_the_next_start()
    {
        SharedHost host = await StartAsync();
        IssuedApiKey key = await IssueAsync(host);
        for (int i = 0; i < 100; i++)
        {
            Assert.True((await VerifyAsync(host, key)).IsAccepted);
        }

        Assert.Equal(0, _uses.Writings);
        _time.Advance(TimeSpan.FromMinutes(1));
        await SharedHost.Until(() => _uses.Kept.Count == 1);
        Assert.Equal(key.Entry.LastUsedAt, _uses.Kept[("acme", key.Entry.Id.ToString())]);

        // Nothing new, nothing written.
        _time.Advance(TimeSpan.FromMinutes(1));
        await UseAsync(host, key);
        DateTimeOffset? last = key.Entry.LastUsedAt;
        await host.StopAsync();
        Assert.Equal(last, _uses.Kept[("acme", key.Entry.Id.ToString())]);
        Assert.Equal(2, _uses.Writings);

        SharedHost next = await StartAsync();
        Assert.Equal(last, await LastUsedAsync(next));
        Assert.Empty(next.Directory.UnkeptKeyUses());
    }

    [Fact]
    public async Task Store_that_fails_is_logged_once_for_each_outage_and_stops_nothing()
    {
        _uses.Fails = true;
        SharedHost host = await StartAsync();
        IssuedApiKey key = await IssueAsync(host);
        await VerifyAsync(host, key);
        for (int minute = 1; minute <= 3; minute++)
        {
            _time.Advance(TimeSpan.FromMinutes(1));
            int writings = minute;
            await SharedHost.Until(() => _uses.Writings >= writings);
            await UseAsync(host, key);
        }

        Assert.Single(host.Log.Events, static e => e == 2121);
        _uses.Fails = false;
        _time.Advance(TimeSpan.FromMinutes(1));
        await SharedHost.Until(() => _uses.Kept.Count == 1);
        await host.StopAsync();
    }

    [Fact]
    public async Task Without_tenancy_nothing_is_read_or_kept()
    {
        _uses.Fails = true;
        var host = new SharedHost(_journal, _time, more: b => b.Services.AddSingleton<IApiKeyUses>(_uses), mode: TenancyMode.Disabled);
        _hosts.Add(host);

        await host.StartAsync();
        _time.Advance(TimeSpan.FromMinutes(1));
        await host.StopAsync();

        Assert.DoesNotContain(2121, host.Log.Events);
    }

    private static async Task<IssuedApiKey> IssueAsync(SharedHost host) =>
        (await host.Service<TenantApiKeys>().IssueForHostAsync(Acme, new NewApiKey(), Token)).Value!;

    private static Task<CredentialVerification> VerifyAsync(SharedHost host, IssuedApiKey key) =>
        host.Service<CredentialVerifiers>().VerifyAsync(key.Text, Token).AsTask();

    // Until the journal was read again the directory is too old to say that there is such a key.
    private static Task UseAsync(SharedHost host, IssuedApiKey key) => SharedHost.Until(() => VerifyAsync(host, key).GetAwaiter().GetResult().IsAccepted);

    /// <summary>What a host's own list of keys says.</summary>
    private async Task<DateTimeOffset?> LastUsedAsync(SharedHost host)
    {
        TenantApiKeys keys = host.Service<TenantApiKeys>();
        VerifiedTenantClaim claim = host.Accept("acme", scopes: ["operator.admin@acme"]).Claim!;
        AccessResult result = await host.Service<PolicyEngine>().AuthorizeAsync(new AccessRequest(claim, keys.List, ResourceRef.Collection(Acme), _time.Now), Token);
        return Assert.Single(keys.ListKeys(result.Permit!)).LastUsedAt;
    }

    private async Task<SharedHost> StartAsync()
    {
        var host = new SharedHost(_journal, _time, more: b => b.AddApiKeys().AddAdministration().Services.AddSingleton<IApiKeyUses>(_uses));
        _hosts.Add(host);
        await host.StartAsync();
        return host;
    }
}
