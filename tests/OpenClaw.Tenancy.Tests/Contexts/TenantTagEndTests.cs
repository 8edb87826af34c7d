using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.TestKit.Telemetry;

namespace OpenClaw.Tenancy.Tests.Contexts;

/// <summary>A tag ends with its scope and with its host, and is for all loggers and all readers of scopes, whichever of them are shut.</summary>
public sealed class TenantTagEndTests
{
    [Fact]
    public void Tag_that_is_put_down_is_on_no_later_line_of_the_same_flow()
    {
        using var world = new TagWorld(TenantTag.Plain);
        using (Tags(world.World).Begin(world.World.Claim(TestWorld.Acme)))
        {
            world.Say("inside");
        }

        world.Say("after");

        Assert.Equal([("inside", "acme"), ("after", null)], world.Spans);
        Assert.Equal([1, 0], world.Kept.Lines.Select(static l => l.Tenants.Count));
    }

    [Fact]
    public void Host_that_has_ended_tags_no_span_any_more()
    {
        using var source = new ActivitySource($"tests.{Guid.NewGuid():N}");
        TenantTags tags;
        VerifiedTenantClaim claim;
        using (var world = new TestWorld(static o => o.TenantTag = TenantTag.Plain))
        {
            (tags, claim) = (Tags(world), world.Claim(TestWorld.Acme));
        }

        using var caught = new CaughtSpans(source.Name);
        using IDisposable? scope = tags.Begin(claim);
        source.StartActivity("late")!.Dispose();

        Assert.Equal([("late", null)], caught.Ended);
    }

    [Fact]
    public void Filter_that_shuts_the_library_takes_no_tag_from_the_lines_of_others()
    {
        using var world = new TagWorld(TenantTag.Plain, static b => b.Services.AddLogging(static l => l.AddFilter("OpenClaw.Tenancy", LogLevel.None)));

        using (Tags(world.World).Begin(world.World.Claim(TestWorld.Acme)))
        {
            world.Say("inside");
        }

        Assert.Equal(["acme"], Assert.Single(world.Kept.Lines).Tenants);
    }

    /// <summary>Providers read the state of a scope by its index, in turn, or as a text.</summary>
    [Fact]
    public void Tag_is_read_in_every_way_in_which_scopes_are_read()
    {
        using var scopes = new ScopeReader();
        using var world = new TagWorld(TenantTag.Plain, b => b.Services.AddLogging(l => l.AddProvider(scopes)));
        List<object?> found = [];
        using (Tags(world.World).Begin(world.World.Claim(TestWorld.Acme)))
        {
            scopes.Scopes!.ForEachScope(static (scope, all) => all.Add(scope), found);
        }

        var tag = Assert.IsAssignableFrom<IReadOnlyList<KeyValuePair<string, object?>>>(Assert.Single(found));
        Assert.Equal(KeyValuePair.Create(TenantTags.Name, (object?)"acme"), tag[0]);
        Assert.Equal([tag[0]], tag);
        Assert.Throws<ArgumentOutOfRangeException>(() => tag[1]);
        Assert.Equal("tenant.id:acme", tag.ToString());
    }

    private static TenantTags Tags(TestWorld world) => world.Services.GetRequiredService<TenantTags>();

    /// <summary>Is told where the scopes are, and logs nothing.</summary>
    private sealed class ScopeReader : ILoggerProvider, ISupportExternalScope
    {
        public IExternalScopeProvider? Scopes { get; private set; }

        public void SetScopeProvider(IExternalScopeProvider scopeProvider) => Scopes = scopeProvider;

        public ILogger CreateLogger(string categoryName) => NullLogger.Instance;

        public void Dispose()
        {
        }
    }
}
