using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using OpenClaw.Tenancy.Hosting.Caching;

namespace OpenClaw.Tenancy.Hosting.Tests.Caching;

/// <summary>What is wrong with the options is said at start, all at once, with the fix.</summary>
public sealed class TenantCacheOptionsTests
{
    [Fact]
    public async Task Everything_wrong_refuses_the_start_at_once()
    {
        OptionsValidationException refused = await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(
            static o => (o.MaxEntries, o.MaxEntriesPerTenant, o.MaxLifetime, o.MaxValueBytes) = (0, 0, TimeSpan.Zero, 0), memory: false));

        Assert.Equal(5, refused.Failures.Count());
        Assert.All(["MaxEntries", "MaxEntriesPerTenant", "MaxLifetime", "MaxValueBytes", "AddMemoryCache"], fix => Assert.Contains(refused.Failures, f => f.Contains(fix, StringComparison.Ordinal)));
        await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(static o => o.MaxEntriesPerTenant = 100_001, memory: true));
    }

    [Fact]
    public async Task The_cache_whose_store_is_missing_says_what_to_register()
    {
        using IHost host = await StartAsync(null, memory: true);

        Assert.NotNull(host.Services.GetRequiredService<TenantCache>());
        Assert.Contains("IDistributedCache", Assert.Throws<TenancyConfigurationException>(() => host.Services.GetRequiredService<TenantDistributedCache>()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_option_is_fixed_at_start()
    {
        using IHost host = await StartAsync(null, memory: true);
        TenantCacheOptions options = host.Services.GetRequiredService<IOptions<TenantCacheOptions>>().Value;

        Action[] changes = [() => options.MaxEntries = 1, () => options.MaxEntriesPerTenant = 1, () => options.MaxLifetime = TimeSpan.FromDays(1), () => options.MaxValueBytes = 1];

        Assert.Equal(typeof(TenantCacheOptions).GetProperties().Length, changes.Length);
        Assert.All(changes, static change => Assert.Throws<InvalidOperationException>(change));
    }

    private static async Task<IHost> StartAsync(Action<TenantCacheOptions>? configure, bool memory)
    {
        HostApplicationBuilder builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        if (memory)
        {
            builder.Services.AddMemoryCache();
        }

        builder.Services.AddTenancy(static o => o.Mode = TenancyMode.Disabled).AddTenantCache(configure);
        IHost host = builder.Build();
        await host.StartAsync();
        return host;
    }
}
