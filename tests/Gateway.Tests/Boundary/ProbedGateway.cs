using System.Net.Http.Headers;
using System.Text.Json;
using Gateway.Tests.Faults;
using Gateway.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy;
using OpenClaw.Tenancy.Administration;
using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Auditing.Trails;
using OpenClaw.Tenancy.Hosting.Auditing;
using OpenClaw.Tenancy.Samples.Gateway.Runs;
using OpenClaw.Tenancy.Testing.Probing;

namespace Gateway.Tests.Boundary;

/// <summary>The gateway as the isolation probe sees it: acme's admin stores one of everything, globex' admin looks for it.</summary>
/// <param name="leaver">A key of globex, and how it is revoked.</param>
public sealed class ProbedGateway(RunningGateway gateway, bool everything, ProbeLeaver leaver) : IDisposable
{
    private const string Connect = """{"type":"req","id":"c","method":"connect","params":{"minProtocol":4,"maxProtocol":4}}""";

    private readonly TrailAccess _trail = TrailAccess.DangerousForOperator(TenantId.From("globex"), "the probe counts what its refusals left");
    private readonly OpenRequests _posts = new(gateway, "POST");
    private long _calls;
    private long _read;
    private long _refusals;

    public ProbeSubject Subject(IReadOnlyList<ProbeTenant> ended) => new()
    {
        Host = ProbeHost.At(gateway.Address).Mapping(gateway.App.Services),
        Owner = Admin("acme"),
        Stranger = Admin("globex"),
        Ended = ended,
        Leaver = leaver,
        Kinds =
        [
            Named("sessions", PostAsync("/api/v1/sessions", """{"title":"{mark}"}""", "session_id"), "session_id"),
            Named("runs", PostAsync("/api/v1/chat", """{"message":"{mark}"}""", "id"), "run_id"),
            Named("secrets", PutSecretAsync, "name"),
            Named("members", PostAsync("/api/v1/members", """{"issuer":"dev","subject":"{mark}","role":"member"}""", "id"), "user_id"),
            Named("invitations", PostAsync("/api/v1/invitations", """{"role":"member"}""", "id"), "invitation_id"),
            Named("keys", PostAsync("/api/v1/keys", """{"role":"member","label":"{mark}"}""", "id"), "key_id"),
            Named("approvals", ProposeAsync, "approval_id"),
        ],

        // Files that are the same for everybody.
        Skipped = everything ? [] : [.. ListedRoutes.Names.Where(static n => n.StartsWith("GET /console", StringComparison.Ordinal))],
        Bodies = new Dictionary<string, string>
        {
            ["POST /api/v1/chat"] = """{"message":"hello","session_id":"{sessions}"}""",
            ["POST /api/v1/keys"] = """{"role":"member","user_id":"{members}"}""",
            ["PATCH /api/v1/members/{id}"] = """{"role":"readonly"}""",
            ["PUT /api/v1/secrets/{name}"] = """{"value":"another-value-of-globex"}""",
            ["POST /api/v1/secrets/{name}/rotate"] = """{"value":"another-value-of-globex"}""",
            ["POST /v1/runs/{id}/approval"] = """{"approval_id":"{approvals}","decision":"deny"}""",
        },
        Sockets =
        [
            new ProbeSocket("/ws")
            {
                Opening = [Connect],
                Frames =
                [
                    Frame("chat.history", "\"sessionKey\":\"{sessions}\""),
                    Frame("chat.send", "\"message\":\"hello\",\"sessionKey\":\"{sessions}\""),
                    Frame("chat.abort", "\"runId\":\"{runs}\""),
                    Frame("approval.get", "\"id\":\"{approvals}\""),
                    Frame("approval.resolve", "\"id\":\"{approvals}\",\"decision\":\"deny\""),
                ],
            },
        ],

        // The owner's own trail says how often others asked, and grows with what the owner asks.
        Unwatched = ["GET /api/v1/audit"],
        CountCallsAsync = CountCallsAsync,
        CountRefusalsAsync = CountRefusalsAsync,
    };

    public void Dispose() => _posts.Dispose();

    private ProbeTenant Admin(string tenant) => ProbeTenant.Bearer(tenant, () => gateway.Admin(tenant));

    // The name that the gateway reads; in the long run also those that it could have read.
    private ProbeKind Named(string name, Func<HttpClient, string, CancellationToken, Task<ProbeObject>> createAsync, string read)
    {
        var kind = new ProbeKind(name, createAsync);
        return new ProbeKind(name, createAsync) { Names = everything ? [.. kind.Names.Append(read).Distinct()] : [read] };
    }

    private static KeyValuePair<string, string> Frame(string method, string parameters) =>
        KeyValuePair.Create(method, $$"""{"type":"req","id":"1","method":"{{method}}","params":{ {{parameters}} } }""");

    private static async Task<ProbeObject> PutSecretAsync(HttpClient client, string mark, CancellationToken cancellationToken)
    {
        string name = "s" + mark;
        using var content = new StringContent(SecretCalls.Body("value-" + mark), new MediaTypeHeaderValue("application/json"));
        (await client.PutAsync(new Uri($"{SecretCalls.Route}/{name}", UriKind.Relative), content, cancellationToken)).EnsureSuccessStatusCode();
        return new ProbeObject(name, "value-" + mark);
    }

    private static Func<HttpClient, string, CancellationToken, Task<ProbeObject>> PostAsync(string path, string json, string member) => async (client, mark, cancellationToken) =>
    {
        using var content = new StringContent(json.Replace("{mark}", mark, StringComparison.Ordinal), new MediaTypeHeaderValue("application/json"));
        using HttpResponseMessage response = (await client.PostAsync(new Uri(path, UriKind.Relative), content, cancellationToken)).EnsureSuccessStatusCode();
        using JsonDocument answer = await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync(cancellationToken), cancellationToken: cancellationToken);
        return new ProbeObject(answer.RootElement.GetProperty(member).GetString()!);
    };

    /// <summary>A run that proposes a command and waits: the approval's id stands in the first event of its stream.</summary>
    private async Task<ProbeObject> ProposeAsync(HttpClient client, string mark, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/chat")
        {
            Content = new StringContent($$"""{"message":"!exec echo {{mark}}","stream":true}""", new MediaTypeHeaderValue("application/json")),
        };

        // Broken off and not put away: a client reads on for seconds what it has put away, to use the connection again.
        using var left = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using HttpResponseMessage response = (await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, left.Token)).EnsureSuccessStatusCode();
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(left.Token));
        string line = (await reader.ReadLineAsync(left.Token))!;
        Task rest = reader.ReadToEndAsync(left.Token);
        await left.CancelAsync();
        await rest.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        // The stream reads the store until the server has noticed that its reader has gone: that is no call of whoever asks next.
        for (int waited = 0; _posts.Count != 0; waited++)
        {
            Assert.InRange(waited, 0, 5_000);
            await Task.Delay(1, cancellationToken);
        }

        using JsonDocument asked = JsonDocument.Parse(line["data: ".Length..]);
        return new ProbeObject(asked.RootElement.GetProperty("args").GetProperty("approval_id").GetString()!);
    }

    // A run that goes on behind its answer calls the stores for nobody who asks later, so its end is waited for.
    private async Task<long> CountCallsAsync(CancellationToken cancellationToken)
    {
        RunExecutor executor = gateway.App.Services.GetRequiredService<RunExecutor>();
        int made = gateway.Calls.Take().Length + gateway.VaultCalls.Take().Length;
        for (int waited = 0; made != 0 && executor.Active != 0 && executor.Active > Rows.Paused(gateway.DataFolder); waited++)
        {
            Assert.InRange(waited, 0, 5_000);
            await Task.Delay(1, cancellationToken);
        }

        return _calls += made + gateway.Calls.Take().Length + gateway.VaultCalls.Take().Length;
    }

    private async Task<long> CountRefusalsAsync(CancellationToken cancellationToken)
    {
        await gateway.App.Services.GetRequiredService<JsonlAuditLedger>().FlushAsync(cancellationToken);
        IReadOnlyList<AuditEntry> entries = await gateway.App.Services.GetRequiredService<IAuditTrailStore>().ReadAsync(_trail, _read + 1, int.MaxValue, cancellationToken);
        TenantAudit audit = gateway.App.Services.GetRequiredService<TenantAudit>();
        _read += entries.Count;
        return _refusals += entries.Select(audit.RecordOf).Count(static r => r.Envelope.Outcome == AuditOutcome.Denied && r.Envelope.Action != "access.from_outside");
    }
}
