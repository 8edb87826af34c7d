using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Primitives;
using OpenClaw.Tenancy.Posture;

namespace OpenClaw.Tenancy.AspNetCore.Tests;

/// <summary>Ways around the middleware, each of which ends at the guard or at a refusal.</summary>
public sealed class GuardTests
{
    private const string Reader = "acme|operator.read";

    [Fact]
    public async Task Branch_before_the_middleware_is_refused()
    {
        bool reached = false;
        await using TestApp app = await TestApp.StartAsync(TestApp.Build(a =>
        {
            a.UseWhen(c => c.Request.Query.ContainsKey("short"), branch => branch.Use((HttpContext c, RequestDelegate _) => c.GetEndpoint()!.RequestDelegate!(c)));
            a.UseTenancy();
            a.MapGet("/x", () => reached = true).RequireTenantScope("operator.read");
        }));

        Answer around = await app.GetAsync("/x?short", Reader);

        Assert.Equal((HttpStatusCode.Unauthorized, "claim_missing"), (around.Status, around.Code));
        Assert.False(reached);
        Assert.Equal(HttpStatusCode.OK, (await app.GetAsync("/x", Reader)).Status);
    }

    [Fact]
    public async Task Mark_of_one_endpoint_opens_no_other()
    {
        bool reached = false;
        await using TestApp app = await TestApp.StartAsync(a =>
        {
            a.Use((HttpContext c, RequestDelegate next) =>
            {
                if (c.Request.Query.ContainsKey("swap"))
                {
                    c.SetEndpoint(((IEndpointRouteBuilder)a).DataSources.SelectMany(d => d.Endpoints).Single(e => e.DisplayName!.Contains("/admin", StringComparison.Ordinal)));
                }

                return next(c);
            });
            a.MapGet("/x", () => "x").RequireTenantScope("operator.read");
            a.MapGet("/admin", () => reached = true).RequireTenantScope("operator.admin");
        });

        Answer swapped = await app.GetAsync("/x?swap", Reader);

        Assert.Equal(HttpStatusCode.Unauthorized, swapped.Status);
        Assert.False(reached);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Endpoint_added_after_the_start_that_says_nothing_is_not_there(bool shortCircuit)
    {
        var late = new LateEndpoints();
        await using TestApp app = await TestApp.StartAsync(a => ((IEndpointRouteBuilder)a).DataSources.Add(late));
        ITenancyPostureRule posture = app.Services.GetServices<ITenancyPostureRule>().Single(static r => r.NoGo == TenancyNoGo.EndpointWithoutTenancy);
        Assert.Empty(await posture.FindAsync(TestContext.Current.CancellationToken));
        late.Add("/late", shortCircuit);

        Assert.Contains("says nothing of tenancy", Assert.Single(await posture.FindAsync(TestContext.Current.CancellationToken)), StringComparison.Ordinal);
        Answer stranger = await app.GetAsync("/late");
        Answer member = await app.GetAsync("/late", "acme|operator.admin");

        Assert.Equal((HttpStatusCode.Unauthorized, "claim_missing"), (stranger.Status, stranger.Code));
        Assert.Equal((HttpStatusCode.NotFound, "not_found"), (member.Status, member.Code));
        Assert.Equal(0, late.Calls);
    }

    [Fact]
    public async Task Second_run_of_the_pipeline_does_not_change_the_tenant()
    {
        await using TestApp app = await TestApp.StartAsync(TestApp.Build(a =>
        {
            a.UseExceptionHandler("/error");
            a.UseTenancy();
            a.MapGet("/fails", string () => throw new InvalidOperationException("boom")).RequireTenantScope("operator.read");
            a.MapGet("/error", () => "details").RequireTenantScope("operator.read");
        }));

        Answer answer = await app.GetAsync("/fails", Reader);

        Assert.DoesNotContain("details", answer.Body, StringComparison.Ordinal);
        Assert.True((int)answer.Status >= 500);
    }

    private sealed class LateEndpoints : EndpointDataSource
    {
        private readonly List<Endpoint> _endpoints = [];
        private ChangeSignal _changed = new();

        public int Calls { get; private set; }

        public override IReadOnlyList<Endpoint> Endpoints => _endpoints;

        public override IChangeToken GetChangeToken() => _changed;

        public void Add(string pattern, bool shortCircuit)
        {
            // What ShortCircuit() says is the framework's own type, so a builder is asked for it.
            var builder = new RouteEndpointBuilder(
                c =>
                {
                    Calls++;
                    return c.Response.WriteAsync("late");
                },
                RoutePatternFactory.Parse(pattern), order: 0);
            if (shortCircuit)
            {
                new Conventions(builder).ShortCircuit();
            }

            _endpoints.Add(builder.Build());
            ChangeSignal old = _changed;
            _changed = new ChangeSignal();
            old.Fire();
        }
    }

    private sealed class Conventions(EndpointBuilder builder) : IEndpointConventionBuilder
    {
        public void Add(Action<EndpointBuilder> convention) => convention(builder);
    }

    private sealed class ChangeSignal : IChangeToken
    {
        private Action? _callbacks;

        public bool HasChanged { get; private set; }

        public bool ActiveChangeCallbacks => true;

        public IDisposable RegisterChangeCallback(Action<object?> callback, object? state)
        {
            _callbacks += () => callback(state);
            return new MemoryStream();
        }

        public void Fire()
        {
            HasChanged = true;
            _callbacks?.Invoke();
        }
    }
}
