using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.TestKit.Telemetry;

namespace OpenClaw.Tenancy.Tests.Contexts;

/// <summary>A world whose log lines and spans are kept.</summary>
internal sealed class TagWorld : IDisposable
{
    private readonly ActivitySource _source = new($"tests.{Guid.NewGuid():N}");
    private readonly CaughtSpans _caught;
    private readonly ILogger _logger;

    internal TagWorld(TenantTag tag, Action<TenancyBuilder>? build = null)
    {
        _caught = new CaughtSpans(_source.Name);
        World = new TestWorld(o => o.TenantTag = tag, b =>
        {
            b.Services.AddLogging(l => l.AddProvider(Kept));
            build?.Invoke(b);
        });
        _logger = World.Services.GetRequiredService<ILoggerFactory>().CreateLogger("tests");
    }

    internal TestWorld World { get; }

    internal ScopedLines Kept { get; } = new();

    internal IReadOnlyList<(string Name, string? Tenant)> Spans => _caught.Ended;

    internal Activity? Start(string name, ActivityContext parent = default) => _source.StartActivity(name, ActivityKind.Internal, parent);

    internal void Say(string text)
    {
        using Activity? span = Start(text);
#pragma warning disable CA2254, CA1848 // Reason: the test says what it says.
        _logger.LogInformation(text);
#pragma warning restore CA2254, CA1848 // Reason: the end of the above.
    }

    internal async Task RunAsync(VerifiedTenantClaim claim, Func<IServiceProvider, Task> work)
    {
        using IServiceScope outer = World.Services.CreateScope();
        await outer.ServiceProvider.GetRequiredService<ITenantContextFactory>().RunAsync(
            claim,
            async (services, _) =>
            {
                await work(services);
                return 0;
            },
            CancellationToken.None);
    }

    public void Dispose()
    {
        World.Dispose();
        _caught.Dispose();
        _source.Dispose();
    }
}
