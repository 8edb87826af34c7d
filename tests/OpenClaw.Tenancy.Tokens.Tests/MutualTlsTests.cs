using System.Security.Cryptography.X509Certificates;

namespace OpenClaw.Tenancy.Tokens.Tests;

/// <summary>Tokens on real connections: bound ones over two client certificates and over none, and what a connection remembers.</summary>
public sealed class MutualTlsTests
{
    [Fact]
    public async Task Token_bound_to_one_certificate_is_refused_over_another_and_over_none()
    {
        using X509Certificate2 a = Certificates.Make("a");
        using X509Certificate2 b = Certificates.Make("b");
        await using TlsHost host = await TlsHost.StartAsync();
        using HttpClient overA = host.Client(a);
        using HttpClient overB = host.Client(b);
        using HttpClient overNone = host.Client(null);
        string token = await host.IssueAsync(a);

        // In this order the token is remembered before it is stolen.
        for (int round = 0; round < 3; round++)
        {
            Assert.Equal(200, await TlsHost.AskAsync(overA, token));
            Assert.Equal(401, await TlsHost.AskAsync(overB, token));
            Assert.Equal(401, await TlsHost.AskAsync(overNone, token));
        }
    }

    [Fact]
    public async Task Bearer_token_and_bound_tokens_of_two_clients_live_beside_each_other()
    {
        using X509Certificate2 a = Certificates.Make("a");
        using X509Certificate2 b = Certificates.Make("b");
        await using TlsHost host = await TlsHost.StartAsync();
        using HttpClient overA = host.Client(a);
        using HttpClient overB = host.Client(b);
        (string boundA, string boundB, string bearer) = (await host.IssueAsync(a), await host.IssueAsync(b), await host.IssueAsync());

        int[] answers =
        [
            await TlsHost.AskAsync(overA, boundA), await TlsHost.AskAsync(overA, boundB), await TlsHost.AskAsync(overA, bearer),
            await TlsHost.AskAsync(overB, boundB), await TlsHost.AskAsync(overB, boundA), await TlsHost.AskAsync(overB, bearer),
        ];

        Assert.Equal([200, 401, 200, 200, 401, 200], answers);
    }

    [Fact]
    public async Task Key_that_ends_ends_what_a_connection_remembers()
    {
        await using TlsHost host = await TlsHost.StartAsync();
        using HttpClient client = host.Client(null);
        string token = await host.IssueAsync();
        int[] before = [await TlsHost.AskAsync(client, token), await TlsHost.AskAsync(client, token), await TlsHost.AskAsync(client, token)];
        Assert.Equal([200, 200, 200], before);

        host.Keys.Rotate(TimeSpan.Zero);

        Assert.Equal(401, await TlsHost.AskAsync(client, token));
        Assert.Equal(200, await TlsHost.AskAsync(client, await host.IssueAsync()));
    }

    [Fact]
    public async Task Single_use_token_is_good_once_on_one_connection()
    {
        await using TlsHost host = await TlsHost.StartAsync(o => o.Use = TokenUse.SingleUse);
        using HttpClient client = host.Client(null);
        string token = await host.IssueAsync();

        int[] answers = [await TlsHost.AskAsync(client, token), await TlsHost.AskAsync(client, token), await TlsHost.AskAsync(client, token)];
        Assert.Equal([200, 401, 401], answers);
    }
}
