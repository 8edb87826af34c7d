using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Administration;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Directory;

namespace OpenClaw.Tenancy.Benchmarks.Directory;

/// <summary>A directory of many tenants, an API key of one of them, and texts to look up.</summary>
internal sealed class DirectoryWorld
{
    private readonly CredentialVerifiers _verifiers;
    private readonly string _key;

    public DirectoryWorld(int tenants, int hot = 1)
    {
        var services = new ServiceCollection();
        services.AddTenancy(o => o.Mode = TenancyMode.Shared)
            .AddTenants(Enumerable.Range(0, tenants).Select(static i => new TenantRegistration(TenantId.From(Name(i)))))
            .AddApiKeys().AddAdministration();
        ServiceProvider provider = services.BuildServiceProvider();
        Directory = provider.GetRequiredService<TenantDirectory>();
        _verifiers = provider.GetRequiredService<CredentialVerifiers>();
        _key = provider.GetRequiredService<TenantApiKeys>()
            .IssueForHostAsync(TenantId.From(Name(tenants / 2)), new NewApiKey(), CancellationToken.None).GetAwaiter().GetResult().Value!.Text;

        // Spread over the whole directory, in an order that no prefetcher guesses; other strings than the directory's own, as those of requests are.
        Asked = [.. Enumerable.Range(0, hot).Select(i => Name((int)((long)i * 7919 % tenants)))];
    }

    public TenantDirectory Directory { get; }

    public string[] Asked { get; }

    public static string Name(int i) => string.Create(CultureInfo.InvariantCulture, $"customer-{i:0000000}");

    public bool VerifyKey() => _verifiers.VerifyAsync(_key, CancellationToken.None).AsTask().GetAwaiter().GetResult().IsAccepted;

    /// <summary>Looks each of the texts up in turn.</summary>
    public Action<int> Find() => n =>
    {
        int mask = Asked.Length - 1;
        int hits = 0;
        for (int i = 0; i < n; i++)
        {
            hits += Directory.TryFind(Asked[i & mask], out _) ? 1 : 0;
        }

        if (hits != n)
        {
            throw new InvalidOperationException("A tenant of the directory was not found.");
        }
    };
}
