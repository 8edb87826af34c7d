using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace OpenClaw.Tenancy.TestKit.Identity;

/// <summary>A small OpenID Connect provider on a real port: a discovery document, a key set, and tokens with any fault.</summary>
public sealed class TestIdentityProvider : IAsyncDisposable
{
    public const string Audience = "client-1";

    private readonly Lock _lock = new();
    private readonly List<ProviderKey> _made = [];
    private readonly List<ProviderKey> _published = [];
    private readonly SemaphoreSlim _arrivals = new(0);
    private readonly TimeProvider _time;
    private readonly WebApplication _app;
    private int _keyRequests;

    private TestIdentityProvider(WebApplication app, TimeProvider time)
    {
        (_app, _time) = (app, time);
        app.MapGet("/.well-known/openid-configuration", () => Results.Json(new { issuer = Issuer, jwks_uri = KeysAddress }));
        app.MapGet("/keys", ServeKeysAsync);
    }

    /// <summary>The provider's name, which is its address too.</summary>
    public string Issuer { get; private set; } = string.Empty;

    public Uri KeysAddress => new($"{Issuer}/keys");

    /// <summary>How often the key set was asked for.</summary>
    public int KeyRequests => Volatile.Read(ref _keyRequests);

    /// <summary>What is answered instead of the key set; null for the key set.</summary>
    public Func<HttpContext, Task>? Fault { get; set; }

    /// <summary>The key that signs: the last one that was added.</summary>
    public ProviderKey Active => _published[^1];

    /// <summary>Starts a provider with one ES256 key.</summary>
    public static async Task<TestIdentityProvider> StartAsync(TimeProvider time)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var provider = new TestIdentityProvider(builder.Build(), time);
        provider.Publish(ProviderKey.Es256("es-1"));
        await provider._app.StartAsync();
        provider.Issuer = provider._app.Urls.First();
        return provider;
    }

    /// <summary>Publishes a key, and signs with it from now on.</summary>
    public ProviderKey Publish(ProviderKey key)
    {
        lock (_lock)
        {
            _made.Add(key);
            _published.Add(key);
        }

        return key;
    }

    /// <summary>Publishes a key no more. Tokens can still be signed with it.</summary>
    public void Withdraw(ProviderKey key)
    {
        lock (_lock)
        {
            _published.Remove(key);
        }
    }

    /// <summary>The key set as it is published.</summary>
    public JsonObject KeySet()
    {
        lock (_lock)
        {
            return new JsonObject { ["keys"] = new JsonArray([.. _published.Select(static k => k.PublicJwk())]) };
        }
    }

    /// <summary>Waits until the key set is asked for once more than it was waited for.</summary>
    public Task KeysAskedAsync(CancellationToken cancellationToken) => _arrivals.WaitAsync(cancellationToken);

    /// <summary>The claims of a token that is good for five minutes.</summary>
    public JsonObject Claims(string subject = "alice")
    {
        long now = _time.GetUtcNow().ToUnixTimeSeconds();
        return new JsonObject { ["iss"] = Issuer, ["sub"] = subject, ["aud"] = Audience, ["iat"] = now, ["exp"] = now + 300 };
    }

    /// <summary>A token.</summary>
    /// <param name="claims">Changes the claims.</param>
    /// <param name="header">Changes the header.</param>
    /// <param name="key">What it is signed with; default the active key.</param>
    public string Token(Action<JsonObject>? claims = null, Action<JsonObject>? header = null, ProviderKey? key = null)
    {
        key ??= Active;
        var head = new JsonObject { ["alg"] = key.Algorithm, ["kid"] = key.KeyId, ["typ"] = "JWT" };
        JsonObject body = Claims();
        header?.Invoke(head);
        claims?.Invoke(body);
        return Sign(key, head.ToJsonString(), body.ToJsonString());
    }

    /// <summary>A token of exactly these texts.</summary>
    public static string Sign(ProviderKey key, string header, string payload) => Sign(key, Encoding.UTF8.GetBytes(header), Encoding.UTF8.GetBytes(payload));

    /// <summary>A token of exactly these bytes.</summary>
    public static string Sign(ProviderKey key, byte[] header, byte[] payload)
    {
        string signed = $"{Base64Url.EncodeToString(header)}.{Base64Url.EncodeToString(payload)}";
        return $"{signed}.{Base64Url.EncodeToString(key.Sign(Encoding.ASCII.GetBytes(signed)))}";
    }

    public async ValueTask DisposeAsync()
    {
        // A request that hangs is not waited for.
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
        _arrivals.Dispose();
        _made.ForEach(static k => k.Dispose());
    }

    private async Task ServeKeysAsync(HttpContext context)
    {
        Interlocked.Increment(ref _keyRequests);
        _arrivals.Release();
        await (Fault is { } fault ? fault(context) : ProviderFaults.Json(KeySet().ToJsonString(), "application/jwk-set+json")(context));
    }
}
