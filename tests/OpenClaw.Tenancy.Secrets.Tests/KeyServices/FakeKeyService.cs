using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Docs.Snippets.HowTo;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace OpenClaw.Tenancy.Secrets.Tests.KeyServices;

/// <summary>A key service on this machine: AES-256-GCM under keys that it never gives away, with the context as what is authenticated.</summary>
internal sealed class FakeKeyService : IAsyncDisposable
{
    internal const string Key2025 = "keys/2025";
    internal const string Key2026 = "keys/2026";

    private const int NonceSize = 12;
    private const int TagSize = 16;

    private readonly Dictionary<string, byte[]> _keys = new() { [Key2025] = RandomNumberGenerator.GetBytes(32), [Key2026] = RandomNumberGenerator.GetBytes(32) };
    private readonly CancellationTokenSource _ended = new();
    private readonly WebApplication _app;

    private FakeKeyService(WebApplication app)
    {
        _app = app;
        _app.Run(AnswerAsync);
    }

    /// <summary>What it answers with instead, or null.</summary>
    internal HttpStatusCode? Fails { get; set; }

    internal bool Hangs { get; set; }

    internal HttpClient Client { get; } = new();

    internal static async Task<FakeKeyService> StartAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(static o => o.Listen(IPAddress.Loopback, 0));
        var service = new FakeKeyService(builder.Build());
        await service._app.StartAsync();
        service.Client.BaseAddress = new Uri(service._app.Urls.First());
        return service;
    }

    /// <summary>Destroys a key for good.</summary>
    internal void Destroy(string keyId) => _keys.Remove(keyId);

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        Client.Dispose();
        await _app.DisposeAsync();
        _ended.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        if (Hangs)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, _ended.Token).ContinueWith(static _ => { }, TaskScheduler.Default);
        }

        if (Fails is { } status)
        {
            context.Response.StatusCode = (int)status;

            // An answer without content takes none: the connection would end under whoever comes next.
            await (status == HttpStatusCode.NoContent ? Task.CompletedTask : context.Response.WriteAsync("not now"));
            return;
        }

        KeyQuestion question = (await context.Request.ReadFromJsonAsync<KeyQuestion>())!;
        byte[]? answer = _keys.TryGetValue(question.KeyId, out byte[]? key)
            ? context.Request.Path == "/encrypt" ? Encrypt(key, question) : Decrypt(key, question)
            : null;
        context.Response.StatusCode = answer is null ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK;
        if (answer is not null)
        {
            await context.Response.WriteAsJsonAsync(new KeyAnswer(question.KeyId, answer));
        }
    }

    private static byte[] Encrypt(byte[] key, KeyQuestion question)
    {
        using var aes = new AesGcm(key, TagSize);
        byte[] sealedBytes = new byte[NonceSize + question.Bytes.Length + TagSize];
        RandomNumberGenerator.Fill(sealedBytes.AsSpan(0, NonceSize));
        aes.Encrypt(sealedBytes.AsSpan(0, NonceSize), question.Bytes, sealedBytes.AsSpan(NonceSize, question.Bytes.Length), sealedBytes.AsSpan(NonceSize + question.Bytes.Length), Bound(question));
        return sealedBytes;
    }

    private static byte[]? Decrypt(byte[] key, KeyQuestion question)
    {
        if (question.Bytes.Length < NonceSize + TagSize)
        {
            return null;
        }

        using var aes = new AesGcm(key, TagSize);
        byte[] opened = new byte[question.Bytes.Length - NonceSize - TagSize];
        try
        {
            aes.Decrypt(question.Bytes.AsSpan(0, NonceSize), question.Bytes.AsSpan(NonceSize, opened.Length), question.Bytes.AsSpan(NonceSize + opened.Length), opened, Bound(question));
            return opened;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static byte[] Bound(KeyQuestion question) => Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new SortedDictionary<string, string>(question.Context, StringComparer.Ordinal)));
}
