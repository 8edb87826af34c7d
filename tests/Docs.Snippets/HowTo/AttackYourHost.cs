using OpenClaw.Tenancy.Auditing;
using OpenClaw.Tenancy.Testing.Chaos;
using OpenClaw.Tenancy.Testing.Probing;
using OpenClaw.Tenancy.Testing.Probing.Reports;

namespace Docs.Snippets.HowTo;

public static class AttackYourHost
{
    public static async Task Attack(Func<HttpClient> createClient, IServiceProvider services, string tokenOfAcme, string tokenOfGlobex)
    {
        // <snippet name="probe-run">
        ProbeHost host = ProbeHost.Over(createClient).Mapping(services);       // factory.CreateClient and factory.Services
        ProbeTenant owner = ProbeTenant.Bearer("acme", tokenOfAcme), stranger = ProbeTenant.Bearer("globex", tokenOfGlobex);
        ProbeKind[] kinds = [ProbeKind.Posted("runs", "/runs", """{"title":"{mark}"}""", idMember: "id")];
        ProbeReport report = await IsolationProbe.RunAsync(new ProbeSubject { Host = host, Owner = owner, Stranger = stranger, Kinds = kinds });
        report.ThrowIfAnyFailed();
        // </snippet>
    }

    public static ProbeSubject Elsewhere(Func<string> freshTokenOfAcme, Func<string> freshTokenOfGlobex, string tokenOfSuspended, Func<CancellationToken, Task<long>> refusals)
    {
        // <snippet name="probe-elsewhere">
        var subject = new ProbeSubject
        {
            Host = ProbeHost.At(new Uri("http://127.0.0.1:5080")).With(ProbeEndpoint.Listed(
                "POST /api/sessions", "GET /api/sessions/{id}", "DELETE /api/sessions/{id}", "POST /api/chat", "GET /api/files/{id}")),
            Owner = ProbeTenant.Bearer("acme", freshTokenOfAcme),
            Stranger = ProbeTenant.Bearer("globex", freshTokenOfGlobex),
            Kinds =
            [
                ProbeKind.Posted("sessions", "/api/sessions", """{"title":"{mark}"}""", idMember: "session_id"),
                new ProbeKind("files", async (client, mark, cancellationToken) =>
                {
                    using HttpResponseMessage made = await client.PutAsync(new Uri($"/api/files/{mark}.txt", UriKind.Relative), new StringContent(mark), cancellationToken);
                    made.EnsureSuccessStatusCode();
                    return new ProbeObject($"{mark}.txt");
                }),
            ],
            Bodies = new Dictionary<string, string> { ["POST /api/chat"] = """{"message":"hello","session_id":"{sessions}"}""" },
            Sockets = [new ProbeSocket("/ws") { Frames = [KeyValuePair.Create("history", """{"id":"1","method":"history","session":"{sessions}"}""")] }],
            Ended = [ProbeTenant.Bearer("initech", tokenOfSuspended)],
            CountRefusalsAsync = refusals,
        };
        // </snippet>
        return subject;
    }

    public static IServiceCollection Break(IServiceCollection services)
    {
        // <snippet name="chaos-add">
        var plan = new ChaosPlan { IsOn = false };                        // let the host start
        plan.At(3, ChaosFault.Lose, nameof(IAuditLedger.AppendAsync));    // the third record is written, and nobody hears of it
        services.AddChaos<IAuditLedger>(plan);                            // after everything is registered
        // </snippet>
        return services;
    }
}
