using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Secrets;
using OpenClaw.Tenancy.Secrets.Keys;

namespace Docs.Snippets.HowTo;

public static class UseAKeyService
{
    public static void Register(TenancyBuilder builder, HttpClient keyService)
    {
        // <snippet name="key-service-register">
        builder.AddTenantSecretReader().AddTenantSecretWriter()
            .UseSecretKeyWrapper(_ => new KeyServiceWrapper(keyService, "projects/agents/keys/secrets-2026"));
        // </snippet>
    }

    public static async Task Rewrap(IServiceProvider services, CancellationToken cancellationToken)
    {
        // <snippet name="key-service-rewrap">
        SecretChange change = await services.GetRequiredService<SecretKeyRewrap>()
            .DangerousRewrapAllAsync("OPS-12: the key of 2025 is to be destroyed", cancellationToken);
        // </snippet>
        _ = change;
    }
}

// <snippet name="key-service-wrapper">
/// <summary>Wraps data keys by a key that never leaves its service.</summary>
public sealed class KeyServiceWrapper(HttpClient service, string keyId) : ITenantKeyWrapper
{
    public string KeyId => keyId;

    public bool IsDurable => true;

    public async ValueTask<byte[]> WrapAsync(TenantId tenant, string dataKeyId, ReadOnlyMemory<byte> key, CancellationToken cancellationToken)
    {
        byte[] copy = key.ToArray();
        try
        {
            KeyAnswer answer = await AskAsync("encrypt", new KeyQuestion(keyId, copy, Context(tenant, dataKeyId)), cancellationToken).ConfigureAwait(false);

            // A service may have another version of the key by now, or be asked through an alias: the id that is kept is the one that was used.
            return answer.KeyId == keyId ? answer.Bytes : throw new HttpRequestException("The key service wrapped by another key.");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(copy);
        }
    }

    public async ValueTask<byte[]> UnwrapAsync(TenantId tenant, string dataKeyId, string wrappedBy, ReadOnlyMemory<byte> wrapped, CancellationToken cancellationToken) =>
        (await AskAsync("decrypt", new KeyQuestion(wrappedBy, wrapped.ToArray(), Context(tenant, dataKeyId)), cancellationToken).ConfigureAwait(false)).Bytes;

    // What the service authenticates beside the key: with another tenant's or another data key's it does not decrypt.
    private static Dictionary<string, string> Context(TenantId tenant, string dataKeyId) => new()
    {
        ["purpose"] = "openclaw.tenancy.secrets",
        ["tenant"] = tenant.ToString(),
        ["data_key"] = dataKeyId,
    };

    private async Task<KeyAnswer> AskAsync(string act, KeyQuestion question, CancellationToken cancellationToken)
    {
        using HttpResponseMessage response = await service.PostAsJsonAsync(act, question, cancellationToken).ConfigureAwait(false);

        // It says that these bytes are not what it wrapped for this place. Everything else, 403 included, may pass: it is no answer.
        if (response.StatusCode == HttpStatusCode.BadRequest)
        {
            throw new CryptographicException("The data key does not unwrap.");
        }

        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<KeyAnswer>(cancellationToken).ConfigureAwait(false)
            ?? throw new HttpRequestException("The key service answered with nothing.");
    }
}

/// <summary>What the service is asked.</summary>
public sealed record KeyQuestion(string KeyId, byte[] Bytes, Dictionary<string, string> Context);

/// <summary>What it answers, and by which key.</summary>
public sealed record KeyAnswer(string KeyId, byte[] Bytes);
// </snippet>
