using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using OpenClaw.Tenancy.Testing.Probing;
using OpenClaw.Tenancy.Testing.Probing.Reports;
using OpenClaw.Tenancy.Testing.Reports;
using OpenClaw.Tenancy.Testing.Tests.Probing.Hosts;

namespace OpenClaw.Tenancy.Testing.Tests.Probing;

/// <summary>How a run goes: over what, within which bounds, and what it refuses.</summary>
public sealed class ProbeRunTests
{
    [Fact]
    public async Task A_host_in_memory_is_probed_as_one_on_a_port()
    {
        await using LeakyHost clean = await LeakyHost.StartAsync("none", inMemory: true);
        ProbeReport report = await IsolationProbe.RunAsync(clean.Subject(InMemory(clean)));
        report.ThrowIfAnyFailed();
        Assert.Equal(0, report.NotOffered);

        await using LeakyHost leaky = await LeakyHost.StartAsync("frame-unchecked", inMemory: true);
        Assert.Contains((await IsolationProbe.RunAsync(leaky.Subject(InMemory(leaky)))).Findings, static f => f.RuleId == ProbeRuleIds.FramesBound);
    }

    [Fact]
    public async Task The_same_seed_makes_the_same_attempts()
    {
        await using LeakyHost one = await LeakyHost.StartAsync("none");
        await using LeakyHost other = await LeakyHost.StartAsync("none");
        ProbeReport first = await IsolationProbe.RunAsync(one.Subject(around: "GET /notes/{id}"), new ProbeOptions { Seed = 7 });
        ProbeReport second = await IsolationProbe.RunAsync(other.Subject(around: "GET /notes/{id}"), new ProbeOptions { Seed = 7 });

        Assert.Equal(first.Checks.Select(static c => (c.RuleId, c.Endpoint, c.Verdict)), second.Checks.Select(static c => (c.RuleId, c.Endpoint, c.Verdict)));
        Assert.Equal(first.Endpoints.Select(static e => (e.Name, e.Cases)), second.Endpoints.Select(static e => (e.Name, e.Cases)));
    }

    [Fact]
    public async Task What_is_beyond_the_bounds_is_not_run_and_counts_as_failed()
    {
        await using LeakyHost host = await LeakyHost.StartAsync("none");
        ProbeReport few = await IsolationProbe.RunAsync(host.Subject(), new ProbeOptions { MaxRequests = 200 });
        Assert.Equal((false, 200L), (few.IsIsolated, few.Requests));
        Assert.Contains("MaxRequests", Assert.Throws<ProbeFailedException>(few.ThrowIfAnyFailed).Message, StringComparison.Ordinal);

        ProbeReport brief = await IsolationProbe.RunAsync(host.Subject(), new ProbeOptions { MaxDuration = TimeSpan.FromMilliseconds(100) });
        Assert.NotEqual(0, brief.NotRun);
        Assert.Contains("MaxDuration", brief.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_run_reports_what_was_not_run()
    {
        await using LeakyHost host = await LeakyHost.StartAsync("none");
        using var stop = new CancellationTokenSource();
        int counted = 0;
        ProbeSubject real = host.Subject();
        var subject = new ProbeSubject
        {
            Host = real.Host, Owner = real.Owner, Stranger = real.Stranger, Kinds = real.Kinds,
            CountCallsAsync = async _ =>
            {
                if (++counted == 50)
                {
                    await stop.CancelAsync();
                }

                return 0;
            },
        };

        ProbeReport report = await IsolationProbe.RunAsync(subject, stop.Token);
        Assert.NotEqual(0, report.NotRun);
        Assert.Contains("The run was cancelled.", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_that_limits_the_probe_was_not_looked_at()
    {
        await using LeakyHost host = await LeakyHost.StartAsync("none", inMemory: true);
        ProbeSubject subject = host.Subject(ProbeHost.Through(() => new Answering(host.App.GetTestServer().CreateHandler(), HttpStatusCode.TooManyRequests), new Uri("http://localhost")));
        ProbeReport report = await IsolationProbe.RunAsync(subject);

        Assert.False(report.IsIsolated);
        Assert.Contains(report.Checks, static c => c.Verdict == ConformanceVerdict.NotRun && c.ToString().Contains("429", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_client_that_leaves_the_host_ends_the_run()
    {
        await using LeakyHost host = await LeakyHost.StartAsync("none", inMemory: true);
        ProbeSubject subject = host.Subject(ProbeHost.Through(() => new Leaving(host.App.GetTestServer().CreateHandler()), new Uri("http://localhost")));

        Assert.Contains("AllowAutoRedirect", (await Assert.ThrowsAsync<InvalidOperationException>(() => IsolationProbe.RunAsync(subject))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_stored_is_said()
    {
        await using LeakyHost host = await LeakyHost.StartAsync("none");
        ProbeSubject real = host.Subject();
        ProbeReport report = await IsolationProbe.RunAsync(new ProbeSubject
        {
            Host = real.Host, Owner = real.Owner, Stranger = real.Stranger, Kinds = [ProbeKind.Posted("notes", "/absent", "{}", "id")],
        });

        Assert.Contains("'acme-eu' could not make one of 'notes'", Assert.Throws<ProbeFailedException>(report.ThrowIfAnyFailed).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_object_that_nothing_shows_and_nothing_tells_apart_is_a_failure()
    {
        await using LeakyHost host = await LeakyHost.StartAsync("none");
        ProbeSubject real = host.Subject();
        ProbeReport report = await IsolationProbe.RunAsync(new ProbeSubject
        {
            Host = ProbeHost.At(host.Address).With(ProbeEndpoint.Listed("GET /healthz", "POST /notes")), Owner = real.Owner, Stranger = real.Stranger, Kinds = real.Kinds,
        });

        Assert.Contains("so attempts on it show nothing", report.ToString(), StringComparison.Ordinal);
        Assert.Contains("so a change of it would not be seen", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_subject_that_contradicts_itself_is_refused_with_all_errors()
    {
        ProbeTenant acme = ProbeTenant.Bearer("acme", "of-acme");
        string message = (await Assert.ThrowsAsync<ArgumentException>(() => IsolationProbe.RunAsync(
            new ProbeSubject { Host = ProbeHost.At(new Uri("http://localhost")), Owner = acme, Stranger = acme, Kinds = [], Skipped = ["GET /absent"], Attacked = ["GET /nowhere"], Unowned = new Dictionary<string, Func<string, CancellationToken, Task<ProbeObject>>> { ["cups"] = null! } },
            new ProbeOptions { MaxRequests = 0, InterleavedRequests = 1 }))).Message;

        Assert.All(
            ["at least one kind", "no endpoints", "one tenant", "no endpoint 'GET /absent'", "no endpoint 'GET /nowhere'", "no endpoint to attack", "'cups', which is no kind", "MaxRequests", "InterleavedRequests"],
            error => Assert.Contains(error, message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Only_what_is_attacked_is_tried_and_the_rest_still_shows_what_became_of_the_owners()
    {
        await using LeakyHost host = await LeakyHost.StartAsync("delete-unchecked");
        ProbeReport report = await IsolationProbe.RunAsync(host.Subject(around: "DELETE /notes/{id}"));

        Assert.Equal(["DELETE /notes/{id}"], report.Endpoints.Where(static e => e.Cases != 0).Select(static e => e.Name));
        Assert.Contains(report.Findings, static f => f.RuleId == ProbeRuleIds.OwnerUnchanged && f.Difference.StartsWith("GET /notes", StringComparison.Ordinal));

        await using LeakyHost clean = await LeakyHost.StartAsync("none");
        (await IsolationProbe.RunAsync(clean.Subject(around: "DELETE /notes/{id}"))).ThrowIfAnyFailed();
    }

    [Fact]
    public async Task A_client_that_comes_twice_is_refused()
    {
        await using LeakyHost host = await LeakyHost.StartAsync("none");
        using var client = new HttpClient { BaseAddress = host.Address };

        await Assert.ThrowsAsync<ArgumentException>(() => IsolationProbe.RunAsync(host.Subject(ProbeHost.Over(() => client))));
    }

    private static ProbeHost InMemory(LeakyHost host) => ProbeHost.Over(host.App.GetTestClient).WithSockets((request, cancellationToken) =>
    {
        WebSocketClient client = host.App.GetTestServer().CreateWebSocketClient();
        client.ConfigureRequest = asked =>
        {
            foreach ((string name, IEnumerable<string> values) in request.Headers)
            {
                asked.Headers[name] = string.Join(',', values);
            }
        };
        return client.ConnectAsync(request.RequestUri!, cancellationToken);
    });

    private sealed class Answering(HttpMessageHandler inner, HttpStatusCode status) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
            response.StatusCode = response.StatusCode == HttpStatusCode.NotFound ? status : response.StatusCode;
            return response;
        }
    }

    private sealed class Leaving(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
            if (request.Method == HttpMethod.Get)
            {
                response.RequestMessage = new HttpRequestMessage(HttpMethod.Get, "http://elsewhere.example/");
            }

            return response;
        }
    }
}
