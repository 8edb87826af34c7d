using System.Net;
using System.Security.Cryptography;
using Docs.Snippets.HowTo;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Secrets.TestKit;
using OpenClaw.Tenancy.Secrets.Tests.Memory;
using OpenClaw.Tenancy.Secrets.Tests.Support;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.Vaults;

namespace OpenClaw.Tenancy.Secrets.Tests.KeyServices;

/// <summary>The wrapper that the pages show, over a key service on this machine.</summary>
public sealed class KeyServiceTests : IAsyncLifetime
{
    private readonly MemoryUnderTest _vault = new();
    private readonly List<SecretHost> _hosts = [];
    private FakeKeyService _service = null!;

    public async ValueTask InitializeAsync() => _service = await FakeKeyService.StartAsync();

    [Fact]
    public async Task Secrets_of_two_tenants_are_kept_and_their_data_keys_bear_the_name_of_the_services_key()
    {
        SecretHost host = Host();
        await host.Put(TestWorld.Acme, "acme's");
        await host.Put(TestWorld.Globex, "globex's");

        Assert.Equal("1:acme's", await Host().Read(TestWorld.Acme));
        Assert.Equal("1:globex's", await Host().Read(TestWorld.Globex));
        Assert.Equal(FakeKeyService.Key2025, Assert.Single((await _vault.Keys())!.Keys).WrappedBy);
    }

    [Fact]
    public async Task Data_key_unwraps_in_its_own_place_alone()
    {
        var wrapper = new KeyServiceWrapper(_service.Client, FakeKeyService.Key2025);
        byte[] key = RandomNumberGenerator.GetBytes(32);
        byte[] wrapped = await wrapper.WrapAsync(TestWorld.Acme, "k1", key, CancellationToken.None);
        Assert.Equal(key, await wrapper.UnwrapAsync(TestWorld.Acme, "k1", FakeKeyService.Key2025, wrapped, CancellationToken.None));

        await RefusedAsync(TestWorld.Globex, "k1", FakeKeyService.Key2025, wrapped);
        await RefusedAsync(TestWorld.Acme, "k2", FakeKeyService.Key2025, wrapped);
        await RefusedAsync(TestWorld.Acme, "k1", FakeKeyService.Key2026, wrapped);
        await RefusedAsync(TestWorld.Acme, "k1", "keys/unknown", wrapped);
        for (int i = 0; i < wrapped.Length; i++)
        {
            byte[] changed = [.. wrapped];
            changed[i] ^= 1;
            await RefusedAsync(TestWorld.Acme, "k1", FakeKeyService.Key2025, changed);
        }

        async Task RefusedAsync(TenantId tenant, string dataKeyId, string wrappedBy, byte[] bytes) => await Assert.ThrowsAsync<CryptographicException>(
            () => wrapper.UnwrapAsync(tenant, dataKeyId, wrappedBy, bytes, CancellationToken.None).AsTask());
    }

    [Fact]
    public async Task Another_tenants_wrapped_key_opens_nothing_in_ones_own_place()
    {
        SecretHost host = Host();
        await host.Put(TestWorld.Globex, "globex's");
        StoredDataKeys theirs = (await _vault.Keys(TestWorld.Globex))!;
        Assert.Equal(VaultCommit.Done, await _vault.Save(theirs with { Tenant = "acme" }));
        Assert.Equal(VaultCommit.Done, await _vault.Save((await _vault.Find("openai", TestWorld.Globex))! with { Tenant = "acme" }, await _vault.Keys()));

        Assert.Equal("Unreadable", await Host().Read(TestWorld.Acme));
        Assert.Equal(SecretFault.Unreadable, (await Host().Put(TestWorld.Acme, "mine")).Fault);
    }

    [Theory]
    [InlineData(HttpStatusCode.Forbidden, "Unavailable")]
    [InlineData(HttpStatusCode.InternalServerError, "Unavailable")]
    [InlineData(HttpStatusCode.TooManyRequests, "Unavailable")]
    [InlineData(HttpStatusCode.NoContent, "Unavailable")]
    [InlineData(HttpStatusCode.OK, "Unavailable")]
    [InlineData(HttpStatusCode.BadRequest, "Unreadable")]
    public async Task Service_that_refuses_is_a_refusal_and_nothing_else(HttpStatusCode status, string fault)
    {
        await Host().Put(TestWorld.Acme, "acme's");
        _service.Fails = status;
        SecretHost host = Host();
        Assert.Equal(fault, await host.Read(TestWorld.Acme));
        Assert.Equal(fault, (await host.Put(TestWorld.Acme, "next")).Fault.ToString());
        Assert.Equal(fault, (await host.Put(TestWorld.Globex, "first")).Fault.ToString());
        Assert.Equal(fault, (await host.Writer.RotateDataKeyAsync(host.Admin(TestWorld.Acme), CancellationToken.None)).Fault.ToString());

        _service.Fails = null;
        Assert.Equal("1:acme's", await host.Read(TestWorld.Acme));
        Assert.Equal("NotFound", await host.Read(TestWorld.Globex));
    }

    [Fact]
    public async Task Service_that_hangs_is_waited_for_no_longer_than_the_host_waits()
    {
        await Host().Put(TestWorld.Acme, "acme's");
        _service.Hangs = true;
        SecretHost host = Host(patience: TimeSpan.FromMilliseconds(200));
        Assert.Equal("Unavailable", await host.Read(TestWorld.Acme).WaitAsync(Size.Hang));
        Assert.Equal(SecretFault.Unavailable, (await host.Put(TestWorld.Globex, "first").WaitAsync(Size.Hang)).Fault);
        Assert.Null(await _vault.Keys(TestWorld.Globex));
    }

    [Fact]
    public async Task Key_of_the_service_is_changed_while_the_older_one_unwraps_and_is_destroyed_then()
    {
        await Host().Put(TestWorld.Acme, "acme's");
        SecretHost host = Host(FakeKeyService.Key2026);
        Assert.Equal("1:acme's", await host.Read(TestWorld.Acme));
        Assert.True((await host.Rewrap.DangerousRewrapAllAsync("a test", CancellationToken.None)).IsDone);

        _service.Destroy(FakeKeyService.Key2025);
        Assert.Equal("1:acme's", await Host(FakeKeyService.Key2026).Read(TestWorld.Acme));
        Assert.Equal(FakeKeyService.Key2026, Assert.Single((await _vault.Keys())!.Keys).WrappedBy);

        _service.Destroy(FakeKeyService.Key2026);
        Assert.Equal("Unreadable", await Host(FakeKeyService.Key2026).Read(TestWorld.Acme));
    }

    public async ValueTask DisposeAsync()
    {
        _hosts.ForEach(static h => h.Dispose());
        _vault.End();
        await _service.DisposeAsync();
    }

    private SecretHost Host(string key = FakeKeyService.Key2025, TimeSpan? patience = null)
    {
        var host = new SecretHost(
            _vault.Vault,
            b => b.UseSecretKeyWrapper(_ => new KeyServiceWrapper(_service.Client, key)),
            clock: TimeProvider.System,
            tenancy: o => o.DependencyTimeout = patience ?? TimeSpan.FromMinutes(1));
        _hosts.Add(host);
        return host;
    }
}
