using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Auditing.Pseudonyms;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Directory;
using OpenClaw.Tenancy.TestKit;
using OpenClaw.Tenancy.TestKit.Telemetry;

namespace OpenClaw.Tenancy.Tests.Contexts;

/// <summary>Each span and each log line inside a tenant's scope says whose it is, and none outside says anything.</summary>
public sealed class TenantTagTests
{
    [Fact]
    public async Task All_inside_say_it_and_nothing_outside_does()
    {
        using var world = new TagWorld(TenantTag.Plain);
        world.Say("before");
        await world.RunAsync(world.World.Claim(TestWorld.Acme), async _ =>
        {
            world.Say("inside");
            await Task.Yield();
            using (Activity? span = world.Start("parent"))
            {
                world.Say("child");
            }

            await Task.Run(() => world.Say("elsewhere"));
        });
        world.Say("after");

        Assert.Equal([("before", null), ("inside", "acme"), ("child", "acme"), ("elsewhere", "acme"), ("after", null)], world.Kept.Lines.Select(Named));
        Assert.Equal([("before", null), ("inside", "acme"), ("child", "acme"), ("parent", "acme"), ("elsewhere", "acme"), ("after", null)], world.Spans);
    }

    [Fact]
    public async Task A_span_with_a_parent_from_afar_says_it_too()
    {
        using var world = new TagWorld(TenantTag.Plain);
        var remote = new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded, isRemote: true);

        await world.RunAsync(world.World.Claim(TestWorld.Acme), _ =>
        {
            world.Start("from-afar", remote)!.Dispose();
            return Task.CompletedTask;
        });

        Assert.Equal([("from-afar", "acme")], world.Spans);
    }

    /// <summary>A job that works for one tenant after the other, under one span.</summary>
    [Fact]
    public async Task The_span_around_several_tenants_names_none_and_each_inside_names_its_own()
    {
        using var world = new TagWorld(TenantTag.Plain);
        using (Activity? job = world.Start("job"))
        {
            foreach (TenantId tenant in (TenantId[])[TestWorld.Acme, TestWorld.Globex])
            {
                await world.RunAsync(world.World.Claim(tenant), _ =>
                {
                    world.Say($"of-{tenant}");
                    return Task.CompletedTask;
                });
            }
        }

        Assert.Equal([("of-acme", "acme"), ("of-globex", "globex"), ("job", null)], world.Spans);
    }

    [Fact]
    public async Task Work_for_another_tenant_inside_names_the_other()
    {
        using var world = new TagWorld(TenantTag.Plain);
        await world.RunAsync(world.World.Claim(TestWorld.Acme), async _ =>
        {
            using Activity? outer = world.Start("outer");
            await world.RunAsync(world.World.Claim(TestWorld.Globex), _ =>
            {
                world.Say("inner");
                return Task.CompletedTask;
            });
            world.Say("outer-again");
        });

        Assert.Equal([("inner", "globex"), ("outer-again", "acme"), ("outer", "acme")], world.Spans);
        Assert.Equal(["globex", "acme"], world.Kept.Lines.Select(static l => l.Tenants[^1]));
    }

    [Fact]
    public async Task A_span_that_is_started_after_the_scope_by_what_it_left_behind_names_nobody()
    {
        using var world = new TagWorld(TenantTag.Plain);
        var gate = new TaskCompletionSource();
        Task left = Task.CompletedTask;
        await world.RunAsync(world.World.Claim(TestWorld.Acme), _ =>
        {
            left = Task.Run(async () =>
            {
                await gate.Task;
                world.Start("left-behind")!.Dispose();
            });
            return Task.CompletedTask;
        });
        gate.SetResult();
        await left;

        Assert.Equal([("left-behind", null)], world.Spans);
    }

    [Fact]
    public async Task Work_that_fails_ends_it()
    {
        using var world = new TagWorld(TenantTag.Plain);

        await Assert.ThrowsAsync<InvalidOperationException>(() => world.RunAsync(world.World.Claim(TestWorld.Acme), _ => throw new InvalidOperationException()));
        world.Say("after");

        Assert.Equal([("after", null)], world.Spans);
        Assert.Equal([("after", null)], world.Kept.Lines.Select(Named));
    }

    [Fact]
    public async Task Services_that_end_with_the_scope_say_it()
    {
        using var world = new TagWorld(TenantTag.Plain, static b => b.Services.AddScoped<Goodbye>());

        await world.RunAsync(world.World.Claim(TestWorld.Acme), services =>
        {
            services.GetRequiredService<Goodbye>().Say = () => world.Say("goodbye");
            return Task.CompletedTask;
        });

        Assert.Equal([("goodbye", "acme")], world.Spans);
        Assert.Equal([("goodbye", "acme")], world.Kept.Lines.Select(Named));
    }

    [Fact]
    public async Task Absent_says_nothing()
    {
        using var world = new TagWorld(TenantTag.Absent);
        using Activity? outer = world.Start("outer");

        await world.RunAsync(world.World.Claim(TestWorld.Acme), _ =>
        {
            world.Say("inside");
            return Task.CompletedTask;
        });

        Assert.Equal([("inside", null)], world.Spans);
        Assert.Equal([("inside", null)], world.Kept.Lines.Select(Named));
    }

    [Fact]
    public async Task Pseudonym_is_the_hosts_and_no_subjects()
    {
        using var world = new TagWorld(TenantTag.Pseudonym, static b => b.PseudonymizeSubjects(static o => (o.KeyId, o.Key) = ("2026", new byte[32])));
        AuditSubjects subjects = world.World.Services.GetRequiredService<AuditSubjects>();

        await world.RunAsync(world.World.Claim(TestWorld.Acme), _ =>
        {
            world.Say("inside");
            return Task.CompletedTask;
        });

        string expected = subjects.TextOf(TestWorld.Acme);
        Assert.StartsWith("hmac-sha256:v1:2026:", expected, StringComparison.Ordinal);
        Assert.Equal([("inside", expected)], world.Spans);
        Assert.Equal([("inside", expected)], world.Kept.Lines.Select(Named));
        Assert.DoesNotContain(expected, (string[])[subjects.TextOf(null, "acme"), subjects.TextOf("tenant", "acme"), subjects.TextOf("\0tenant", "acme"), subjects.TextOf(TestWorld.Globex)]);
    }

    [Fact]
    public async Task Grant_names_the_tenant_that_it_reaches()
    {
        using var lines = new ScopedLines();
        using var world = new BreakGlassWorld(options: static o => o.TenantTag = TenantTag.Plain);
        VerifiedTenantClaim claim = world.Enter(await world.Open());
        using var source = new ActivitySource($"tests.{Guid.NewGuid():N}");
        using var caught = new CaughtSpans(source.Name);
        using IDisposable? scope = world.World.Services.GetRequiredService<TenantTags>().Begin(claim);
        source.StartActivity("inside")!.Dispose();

        Assert.Equal(TenantId.Platform, claim.Tenant);
        Assert.Equal([("inside", "acme")], caught.Ended);
    }

    [Fact]
    public async Task Nothing_goes_into_baggage()
    {
        using var world = new TagWorld(TenantTag.Plain);

        await world.RunAsync(world.World.Claim(TestWorld.Acme), _ =>
        {
            using Activity? span = world.Start("inside");
            Assert.Empty(span!.Baggage);
            return Task.CompletedTask;
        });
    }

    private static (string, string?) Named(ScopedLine line) => (line.Text, line.Tenants.Count == 0 ? null : string.Join(',', line.Tenants));

    private sealed class Goodbye : IDisposable
    {
        public Action Say { get; set; } = static () => { };

        public void Dispose() => Say();
    }
}
