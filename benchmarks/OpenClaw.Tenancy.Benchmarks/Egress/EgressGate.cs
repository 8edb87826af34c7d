using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.Benchmarks.Gate;
using OpenClaw.Tenancy.Contexts;
using OpenClaw.Tenancy.Secrets.Egress;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Benchmarks.Egress;

/// <summary>A guarded request beside a plain one with the same header, to the same server on the loopback. The credential lies in memory.</summary>
internal static class EgressGate
{
    public static void Run(GateReport report)
    {
        const int Many = 600;
        using var peer = new EgressPeer();
        using TestWorld world = Make(peer.Port);
        using IServiceScope scope = world.Services.CreateScope();
        scope.ServiceProvider.GetRequiredService<ITenantContextFactory>().Bind(world.Claim(TestWorld.Acme, "operator.write"), permit: null, correlationId: null);
        TenantContext context = scope.ServiceProvider.GetRequiredService<TenantContext>();
        TenantConnector connector = world.Services.GetRequiredService<ITenantEgress>().OpenAsync(context, "peer").AsTask().GetAwaiter().GetResult().Connector
            ?? throw new InvalidOperationException("The connector was refused.");
        using HttpClient guarded = connector.CreateClient(context);
        using var plain = new HttpClient(new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false });
        plain.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "tok-0123456789abcdef0123456789abcdef");
        var beside = new Measured("egress.plain-request", Many, Send(plain, new Uri($"http://127.0.0.1:{peer.Port}/v1/things?page=2")));
        var measured = new Measured("egress.guarded-request", Many, Send(guarded, new Uri($"http://127.0.0.1:{peer.Port}/v1/things?page=2")));

        // A request goes through many methods, of which some are compiled anew only after thousands: those of the plain one were compiled ahead by the runtime.
        for (int round = 0; round < 4; round++)
        {
            beside.Run(2_000);
            measured.Run(2_000);
            Thread.Sleep(250);
        }

        Measured.Interleave(beside, measured);
        report.Print(beside);
        report.Print(measured);

        // The goal is reached in some runs and not in all; the limit keeps it from growing.
        report.Beside("egress.guarded-over-plain.goal", measured.Nanoseconds / beside.Nanoseconds, "ratio", 1.1);
        report.AtMost("egress.guarded-over-plain", measured.Nanoseconds / beside.Nanoseconds, "ratio", 1.5);
    }

    private static TestWorld Make(int port) => new(build: builder =>
    {
        builder.Services.AddSingleton<IEgressCredentialSource, MemoryCredential>();
        builder.AddTenantEgress(o =>
        {
            var connector = new ConnectorDefinition("peer") { Hosts = { "127.0.0.1" }, Ports = { port }, DangerousPlainHttp = true, Secret = "peer" };
            connector.DangerousAddresses.Add(new DangerousAddress("127.0.0.1", "the peer of a measurement"));
            o.Add(connector);
            o.Allow("acme", "peer");
        });
    });

    private static Action<int> Send(HttpClient client, Uri address) => iterations => SendAsync(client, address, iterations).GetAwaiter().GetResult();

    private static async Task SendAsync(HttpClient client, Uri address, int iterations)
    {
        for (int i = 0; i < iterations; i++)
        {
            using HttpResponseMessage response = await client.GetAsync(address);
            response.EnsureSuccessStatusCode();
        }
    }
}
