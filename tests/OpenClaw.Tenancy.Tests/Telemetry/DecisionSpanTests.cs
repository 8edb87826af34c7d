using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Auditing.Pseudonyms;
using OpenClaw.Tenancy.Authorization;
using OpenClaw.Tenancy.Claims;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Tests.Telemetry;

/// <summary>A decision that waits, the record that it waits for, and a verification are spans, with the tenant as the options say and no text of anybody's.</summary>
public sealed class DecisionSpanTests : IDisposable
{
    private readonly ConcurrentQueue<Activity> _ended = new();
    private readonly DurableLedger _ledger = new();
    private ActivityListener? _listener;

    public void Dispose() => _listener?.Dispose();

    [Theory]
    [InlineData(TenantTag.Plain)]
    [InlineData(TenantTag.Pseudonym)]
    [InlineData(TenantTag.Absent)]
    public async Task Spans_name_the_tenant_as_the_options_say(TenantTag tag)
    {
        using MeasuredWorld world = Listening(o => o.TenantTag = tag);
        string? expected = tag switch
        {
            TenantTag.Plain => "acme",
            TenantTag.Pseudonym => world.World.Services.GetRequiredService<AuditSubjects>().TextOf(TestWorld.Acme),
            _ => null,
        };

        Assert.True((await world.Engine.AuthorizeAsync(world.Request())).IsAllowed);
        Assert.True((await world.World.Services.GetRequiredService<CredentialVerifiers>().VerifyAsync("good", TestContext.Current.CancellationToken)).IsAccepted);

        Assert.Equal(
            [
                ("openclaw.tenancy.ledger.append", expected, null, null),
                ("openclaw.tenancy.decide", expected, "allowed", "none"),
                ("openclaw.tenancy.verify", expected, "allowed", "none"),
            ],
            _ended.Select(Seen));
        Assert.All(_ended, static a => Assert.Empty(a.Baggage));
        Assert.Equal(_ended.ElementAt(1).SpanId, _ended.First().ParentSpanId);
    }

    [Fact]
    public async Task What_could_not_be_written_is_an_error_and_says_no_more()
    {
        using MeasuredWorld world = Listening();
        _ledger.BeforeAppend = static (_, _) => throw new IOException("canary");

        Assert.False((await world.Engine.AuthorizeAsync(world.Request())).IsAllowed);

        Assert.Equal([("openclaw.tenancy.ledger.append", null, null, null), ("openclaw.tenancy.decide", null, "denied", "audit_unavailable")], _ended.Select(Seen));
        Assert.All(_ended, static a => Assert.Equal((ActivityStatusCode.Error, null), (a.Status, a.StatusDescription)));
        Nothing("canary");
    }

    [Theory]
    [InlineData("bad", "token_invalid", ActivityStatusCode.Unset)]
    [InlineData("throw", "dependency_unavailable", ActivityStatusCode.Error)]
    [InlineData("unknown", "token_invalid", ActivityStatusCode.Unset)]
    public async Task Refused_credential_names_nobody_and_shows_nothing_of_itself(string credential, string reason, ActivityStatusCode status)
    {
        using MeasuredWorld world = Listening(static o => o.TenantTag = TenantTag.Plain);

        await world.World.Services.GetRequiredService<CredentialVerifiers>().VerifyAsync(credential + "-canary", TestContext.Current.CancellationToken);

        Assert.Equal([("openclaw.tenancy.verify", null, "denied", reason)], _ended.Select(Seen));
        Assert.Equal(status, _ended.Single().Status);
        Nothing("canary");
    }

    [Fact]
    public async Task What_waits_for_nothing_is_no_span()
    {
        using MeasuredWorld world = Listening(static o => o.RecordAllowed = AllowedRecords.NotRecorded);
        AccessRequest request = world.Request();

        world.Engine.Authorize(in request, out _);
        await world.Engine.AuthorizeAsync(request);
        await world.Engine.DecideAsync(world.Request(owner: TestWorld.Globex), TestContext.Current.CancellationToken);

        Assert.Empty(_ended);
    }

    private static (string, string?, string?, string?) Seen(Activity span) => (
        span.OperationName, (string?)span.GetTagItem("tenant.id"), (string?)span.GetTagItem("openclaw.tenancy.outcome"), (string?)span.GetTagItem("openclaw.tenancy.reason"));

    private void Nothing(string text) => Assert.All(_ended, a => Assert.DoesNotContain(
        text, string.Join('|', [a.DisplayName, .. a.TagObjects.Select(static t => $"{t.Key}={t.Value}"), .. a.Events.Select(static e => e.Name)]), StringComparison.Ordinal));

    private MeasuredWorld Listening(Action<TenancyOptions>? options = null)
    {
        var world = new MeasuredWorld(
            o =>
            {
                o.RecordAllowed = AllowedRecords.Durable;
                options?.Invoke(o);
            },
            b =>
            {
                b.UseLedger(_ => _ledger).PseudonymizeSubjects(static o => (o.KeyId, o.Key) = ("2026", new byte[32]));
                b.AddIssuer<ICredentialVerifier>("words", static o => o.ForTenants("acme"), static (_, door) => new Words(door));
            });
        ActivitySource own = world.Telemetry.Spans;
        _listener = new ActivityListener
        {
            ShouldListenTo = source => ReferenceEquals(source, own),
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = _ended.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
        return world;
    }

    private sealed class Words(TenantIssuer door) : ICredentialVerifier
    {
        public async ValueTask<CredentialVerification> VerifyAsync(PresentedCredential credential, CancellationToken cancellationToken)
        {
            await Task.Yield();
            return credential.Text switch
            {
                "good" => CredentialVerification.From(
                    door.Accept(new TenantClaim
                    {
                        Issuer = "words",
                        Tenant = "acme",
                        Subject = "someone",
                        Scopes = [],
                        IssuedAt = new ManualTime().Now,
                        ExpiresAt = new ManualTime().Now + TimeSpan.FromMinutes(1),
                    }),
                    reusable: true),
                "bad-canary" => CredentialVerification.Refused(DenyReason.TokenInvalid, "a_rule"),
                "throw-canary" => throw new InvalidOperationException("canary"),
                _ => CredentialVerification.NotMine,
            };
        }
    }
}
