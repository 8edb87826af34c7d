using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Secrets.TestKit;
using OpenClaw.Tenancy.Secrets.Tests.Files;
using OpenClaw.Tenancy.Secrets.Tests.Support;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.TestKit.Vaults;
using OpenClaw.Tenancy.Vaults;

namespace OpenClaw.Tenancy.Secrets.Tests;

/// <summary>A secret that a tenant has not is missing, whoever else has one of the name: another tenant, the platform, the host's configuration or its environment.</summary>
public sealed class SecretAbsenceTests : IDisposable
{
    private const string Shared = "shared";

    // What hosts and clients of providers look under.
    private static readonly string[] Places = ["openai", "OPENAI_API_KEY", "Secrets:openai", "Secrets__openai", "OpenClaw:Secrets:openai", "tenants:acme:openai"];

    private readonly VaultDirectories _directories = new();
    private readonly KeyEncryptionKeys _keys = new();

    [Fact]
    public async Task Missing_is_missing_whatever_others_have()
    {
        Array.ForEach(Places, static place => Environment.SetEnvironmentVariable(place, Shared));
        try
        {
            IConfiguration configuration = new ConfigurationBuilder().AddInMemoryCollection(Places.Select(static p => KeyValuePair.Create(p, (string?)Shared))).Build();
            await using VaultUnderTest vault = _directories.Open();
            using var host = new SecretHost(vault.Vault, _keys.Add, build: b => b.Services.AddSingleton(configuration));
            await host.Put(TestWorld.Globex, Shared);
            await host.Put(TestWorld.Initech, Shared, SecretName.From("openai.backup"));
            Assert.Equal("1:shared", await host.Read(TestWorld.Globex));
            foreach (TenantId global in (TenantId[])[TenantId.Platform, TenantId.Default])
            {
                await PlantAsync(vault, TestWorld.Globex, global);
            }

            // Neither without any key of the tenant's own, nor with other secrets of its own.
            await AllMissingAsync(host);
            await host.Put(TestWorld.Acme, "acme's", SecretName.From("other"));
            await AllMissingAsync(host);
            Assert.Equal("1:acme's", await host.Read(TestWorld.Acme, name: SecretName.From("other")));
        }
        finally
        {
            Array.ForEach(Places, static place => Environment.SetEnvironmentVariable(place, null));
        }
    }

    [Fact]
    public async Task What_ended_is_not_followed_by_what_others_have()
    {
        await using VaultUnderTest vault = _directories.Open();
        using var host = new SecretHost(vault.Vault, _keys.Add);
        await host.Put(TestWorld.Globex, Shared);
        await host.Put(TestWorld.Acme, "one");
        await host.Rotate(TestWorld.Acme, "two");
        await host.Writer.RevokeAsync(host.Admin(TestWorld.Acme), SecretHost.Name, 2, CancellationToken.None);

        // Nor by the version before.
        Assert.Equal("Revoked", await host.Read(TestWorld.Acme));
        Assert.Equal("1:one", await host.Read(TestWorld.Acme, 1));
    }

    [Fact]
    public async Task Another_tenants_secret_and_keys_that_somebody_copied_over_open_nothing()
    {
        await using VaultUnderTest vault = _directories.Open();
        using var host = new SecretHost(vault.Vault, _keys.Add);
        await host.Put(TestWorld.Globex, Shared);
        await PlantAsync(vault, TestWorld.Globex, TestWorld.Acme);

        Assert.Equal("Unreadable", await host.Read(TestWorld.Acme));
        Assert.Equal("1:shared", await host.Read(TestWorld.Globex));
    }

    public void Dispose() => _directories.Dispose();

    private static async Task PlantAsync(VaultUnderTest vault, TenantId from, TenantId to)
    {
        Assert.Equal(VaultCommit.Done, await vault.Vault.SaveKeysAsync(VaultUnderTest.Access(to), (await vault.Keys(from))! with { Tenant = to.ToString() }, CancellationToken.None));
        Assert.Equal(VaultCommit.Done, await vault.Vault.SaveAsync(
            VaultUnderTest.Access(to), (await vault.Find("openai", from))! with { Tenant = to.ToString() }, await vault.Keys(to), 10, CancellationToken.None));
    }

    private static async Task AllMissingAsync(SecretHost host)
    {
        Assert.Equal("NotFound", await host.Read(TestWorld.Acme));
        Assert.Equal("NotFound", await host.Read(TestWorld.Acme, 1));
        SecretUse<int> use = await host.Reader.UseAsync<int>(
            host.Scope(TestWorld.Acme), SecretHost.Name, static (_, _) => throw new InvalidOperationException("It was used."), CancellationToken.None);
        Assert.Equal(SecretFault.NotFound, use.Fault);
        Assert.Equal(SecretFault.NotFound, (await host.Rotate(TestWorld.Acme, "next")).Fault);
        Assert.Equal(SecretFault.NotFound, (await host.Writer.RevokeAsync(host.Admin(TestWorld.Acme), SecretHost.Name, null, CancellationToken.None)).Fault);
        Assert.Equal(SecretFault.NotFound, (await host.Writer.RemoveAsync(host.Admin(TestWorld.Acme), SecretHost.Name, CancellationToken.None)).Fault);
        Assert.DoesNotContain((await host.Writer.ListAsync(host.Admin(TestWorld.Acme), null, 10, CancellationToken.None)).Secrets, static s => s.Name == SecretHost.Name);
    }
}
