using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Hosting.Tests;

/// <summary>The tenant directory as a configuration section says it, at start and while the host runs.</summary>
public sealed class ConfiguredDirectoryTests
{
    [Fact]
    public async Task Tenants_are_those_that_the_section_names()
    {
        using IHost host = await StartAsync(
            ("Tenants:acme:DisplayName", "Acme Ltd"), ("Tenants:acme:Hosts:0", "acme.example"), ("Tenants:acme:Issuers:0", "https://login.example"),
            ("Tenants:globex:Status", "Suspended"), ("Tenants:initech", null));

        TenantDirectory directory = Directory(host);
        Assert.Equal(["acme", "globex", "initech", "platform"], directory.Entries.Select(e => e.Id.ToString()).Order(StringComparer.Ordinal));
        Assert.True(directory.TryFind("acme", out TenantEntry? acme));
        Assert.Equal(("Acme Ltd", TenantStatus.Active, "acme.example"), (acme.DisplayName, acme.Status, acme.Hosts.Single()));
        Assert.Equal(TenantStatus.Suspended, Status(host, "globex"));
    }

    [Fact]
    public async Task Everything_wrong_is_said_at_once_and_the_host_does_not_start()
    {
        TenancyConfigurationException refused = await Assert.ThrowsAsync<TenancyConfigurationException>(() => StartAsync(
            ("Tenants:Acme:DisplayName", "capital"),
            ("Tenants:default:DisplayName", "reserved"),
            ("Tenants:globex:Status", "active"),
            ("Tenants:initech:Statuss", "Active"),
            ("Tenants:hooli", "a value"),
            ("Tenants:umbrella:Status", "2"),
            ("Tenants:corn:DisplayName", "first"),
            ("Tenants:com1x:DisplayName", "fine"),
            ("Tenants:com:DisplayName", "looks like corn")));

        foreach (string path in new[] { "Tenants:Acme", "Tenants:default", "Tenants:globex:Status", "Tenants:initech:Statuss", "Tenants:hooli", "Tenants:umbrella:Status" })
        {
            Assert.Contains(refused.Errors, e => e.Contains(path, StringComparison.Ordinal));
        }

        Assert.Contains(refused.Errors, e => e.Contains("looks like", StringComparison.Ordinal));
        Assert.Equal(7, refused.Errors.Count);
    }

    [Fact]
    public async Task Section_that_names_nobody_refuses_the_start()
    {
        TenancyConfigurationException refused = await Assert.ThrowsAsync<TenancyConfigurationException>(() => StartAsync());

        Assert.Contains("names no tenant", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Change_counts_while_the_host_runs()
    {
        using IHost host = await StartAsync(("Tenants:acme:Status", "Active"), ("Tenants:globex:Status", "Active"));

        Reload(host, ("Tenants:acme:Status", "Suspended"), ("Tenants:initech:Status", "Active"));

        Assert.Equal(TenantStatus.Suspended, Status(host, "acme"));
        Assert.Equal(TenantStatus.Suspended, Status(host, "globex"));
        Assert.Equal(TenantStatus.Active, Status(host, "initech"));

        Reload(host, ("Tenants:acme:Status", "Active"), ("Tenants:globex:Status", "Deleted"));
        Assert.Equal(TenantStatus.Active, Status(host, "acme"));
        Assert.Equal(TenantStatus.Deleted, Status(host, "globex"));
        Assert.Equal(TenantStatus.Suspended, Status(host, "initech"));

        Reload(host, ("Tenants:acme:Status", "Active"), ("Tenants:globex:Status", "Active"));
        Assert.Equal(TenantStatus.Deleted, Status(host, "globex"));
    }

    [Fact]
    public async Task Change_with_an_error_changes_nothing()
    {
        using IHost host = await StartAsync(("Tenants:acme:Status", "Suspended"), ("Tenants:globex:Status", "Active"));

        Reload(host, ("Tenants:acme:Status", "Active"), ("Tenants:globex:Status", "on"));
        Reload(host);

        Assert.Equal(TenantStatus.Suspended, Status(host, "acme"));
        Assert.Equal(TenantStatus.Active, Status(host, "globex"));
    }

    [Fact]
    public async Task Change_between_the_filling_and_the_start_counts()
    {
        using IHost host = Build(("Tenants:acme:Status", "Active"), ("Tenants:globex:Status", "Active"));
        Assert.Equal(TenantStatus.Active, Status(host, "acme"));

        Reload(host, ("Tenants:acme:Status", "Suspended"), ("Tenants:initech:Status", "Active"));
        await host.StartAsync();

        Assert.Equal(TenantStatus.Suspended, Status(host, "acme"));
        Assert.Equal(TenantStatus.Suspended, Status(host, "globex"));
        Assert.Equal(TenantStatus.Active, Status(host, "initech"));
    }

    private static async Task<IHost> StartAsync(params (string Key, string? Value)[] settings)
    {
        IHost host = Build(settings);
        await host.StartAsync();
        return host;
    }

    private static IHost Build(params (string Key, string? Value)[] settings)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.ClearProviders();
        ((IConfigurationBuilder)builder.Configuration).Add(new ReloadableSettings(settings));
        builder.Services.AddTenancy(o => o.Mode = TenancyMode.Shared)
            .AddIssuer("idp", _ => { }, (_, door) => new TestVerifier(door))
            .AddDirectory(builder.Configuration.GetSection("Tenants"));
        return builder.Build();
    }

    private static void Reload(IHost host, params (string Key, string? Value)[] settings) =>
        ((IConfigurationRoot)host.Services.GetRequiredService<IConfiguration>()).Providers.OfType<ReloadableSettings.Provider>().Single().Replace(settings);

    private static TenantDirectory Directory(IHost host) => host.Services.GetRequiredService<TenantDirectory>();

    private static TenantStatus Status(IHost host, string tenant) => Directory(host).TryFind(tenant, out TenantEntry? entry) ? entry.Status : TenantStatus.Unknown;
}
