using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Hosting;
using OpenClaw.Tenancy.Secrets.Egress;
using OpenClaw.Tenancy.Secrets.Tests.Egress.Support;
using OpenClaw.Tenancy.TestKit;

namespace OpenClaw.Tenancy.Secrets.Tests.Egress;

/// <summary>Who the other side says it is, is checked, and nothing turns that off.</summary>
public sealed class CertificateTests
{
    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_ends_it()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("upstream.example.com");
        var request = new CertificateRequest("CN=upstream.example.com", key, HashAlgorithmName.SHA256) { CertificateExtensions = { names.Build() } };
        using X509Certificate2 own = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        await using LoopbackServer server = await LoopbackServer.StartAsync(static _ => Task.CompletedTask, l => l.UseHttps(own));
        using var world = new EgressWorld(o =>
        {
            var connector = new ConnectorDefinition("tls") { Hosts = { "upstream.example.com" }, Ports = { server.Port }, Secret = "key" };
            connector.DangerousAddresses.Add(new DangerousAddress("127.0.0.1", "a test server"));
            o.Add(connector);
            o.Allow("acme", "tls");
        });
        world.Resolver.Otherwise = [System.Net.IPAddress.Loopback];
        world.Credentials.Put(TestWorld.Acme, "key", "tok-0123456789");
        using HttpClient client = await world.ClientAsync(connector: "tls");
        var failed = await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync($"https://upstream.example.com:{server.Port}/"));
        Assert.Equal(HttpRequestError.SecureConnectionError, failed.HttpRequestError);
        Assert.Empty(server.Seen);
    }
}
