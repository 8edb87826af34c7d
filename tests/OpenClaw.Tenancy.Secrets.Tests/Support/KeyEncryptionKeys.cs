using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using OpenClaw.Tenancy.DependencyInjection;
using OpenClaw.Tenancy.Secrets.Keys;

namespace OpenClaw.Tenancy.Secrets.Tests.Support;

/// <summary>One key-encryption key for several hosts.</summary>
internal sealed class KeyEncryptionKeys
{
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

    internal void Add(TenancyBuilder builder) => builder.UseSecretKeyWrapper(_ => new LocalKeyWrapper(new KeyEncryptionKey(_key), [], isDurable: true));
}
