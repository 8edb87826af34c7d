using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Jobs;
using OpenClaw.Tenancy.Storage.Files;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.TestKit.Jobs;
using OpenClaw.Tenancy.Tests.Authorization;
using OpenClaw.Tenancy.Tests.Storage.Files;

namespace OpenClaw.Tenancy.Tests.DependencyInjection;

/// <summary>Whatever part of the library has something to say to the operator says it under the library's one name, by which a host filters and keeps it.</summary>
public sealed class LogNameTests : IDisposable
{
    private readonly KeptLines _kept = new();

    [Fact]
    public void Rule_that_fails()
    {
        using var world = new TestWorld(build: b => Keep(b).Evaluate(static () => throw new InvalidOperationException()));

        Assert.Equal(DenyReason.EvaluatorFault, world.Decide(world.Claim(TestWorld.Acme, "operator.read"), Ask.Of(TestWorld.Acme)));

        Assert.Equal(["OpenClaw.Tenancy EvaluatorFault"], _kept.Lines);
    }

    [Fact]
    public async Task Job_that_fails()
    {
        var store = new HeldJobs();
        using var world = new JobsWorld(b => Keep(b).Services.AddSingleton<ITenantJobStore>(store));
        world.Script.Act = static (_, _, _) => throw new InvalidOperationException();
        await world.EnqueueAsync(TestWorld.Acme, "work");

        await world.Runner.RunAsync(new(Assert.Single(store.Added), "lease", 1), TestContext.Current.CancellationToken);

        Assert.Equal(["OpenClaw.Tenancy JobFailed"], _kept.Lines);
    }

    [Fact]
    public void Directory_that_is_not_opened()
    {
        using var world = new FilesWorld(build: b => Keep(b));
        world.Acme.CreateDirectory("sub");
        File.CreateSymbolicLink(world.Base + "/tenants/globex", "acme");

        Assert.Throws<ConfinementException>(() => world.Roots.Open(world.Context(TestWorld.Globex)));

        Assert.Equal(["OpenClaw.Tenancy TenantRootRefused"], _kept.Lines);
    }

    public void Dispose() => _kept.Dispose();

    private TenancyBuilder Keep(TenancyBuilder builder)
    {
        builder.Services.AddLogging(l => l.AddProvider(_kept));
        return builder;
    }
}
