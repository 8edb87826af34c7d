using System.Security.Cryptography;
using OpenClaw.Tenancy.Secrets.Envelopes;
using OpenClaw.Tenancy.Secrets.Keys;

namespace OpenClaw.Tenancy.Benchmarks.Secrets;

/// <summary>A value of 1 KiB that is sealed and opened: as the package does it, and by nothing but the cipher with the same associated data.</summary>
internal sealed class SecretsWorld : IDisposable
{
    private const int MaxValueSize = 64 * 1024;

    private readonly TenantId _tenant = TenantId.From("acme-industries");
    private readonly string _keyId = RandomId.New();
    private readonly SealedPlace _place = new("acme-industries", "openai.api-key", RandomId.New(), 3, "secret", new SealedTimes(638_000_000_000_000_000, 638_000_000_000_000_001, null, null));
    private readonly byte[] _value = RandomNumberGenerator.GetBytes(1024);
    private readonly KeyEncryptionKey _keyEncryptionKey = KeyEncryptionKey.Random();
    private readonly DataKey _dataKey = DataKey.New();
    private readonly byte[] _binding = new byte[SealedBinding.MaxSize];
    private readonly byte[] _bareKey = RandomNumberGenerator.GetBytes(32);
    private readonly byte[] _wrapped;
    private readonly string _envelope;
    private readonly byte[] _bareRecord;

    public SecretsWorld()
    {
        _wrapped = _keyEncryptionKey.Wrap(_tenant, _keyId, _dataKey.Bytes.Span);
        Array.Resize(ref _binding, SealedBinding.Write(_binding, in _place, _keyId, out _));
        _envelope = Seal();
        _bareRecord = BareSeal();
    }

    public string Seal() => Envelope.Seal(_dataKey.Bytes.Span, _keyId, in _place, _value);

    public byte[] Open() => Opened(_dataKey);

    /// <summary>Both, with nothing in memory at first but the key-encryption key: the data key is unwrapped for the two of them.</summary>
    public byte[] SealAndOpenCold()
    {
        DataKey key = Unwrapped();
        GC.KeepAlive(Envelope.Seal(key.Bytes.Span, _keyId, in _place, _value));
        byte[] value = Opened(key);
        key.Release();
        return value;
    }

    /// <summary>The unwrapping alone.</summary>
    public object Unwrap()
    {
        DataKey key = Unwrapped();
        key.Release();
        return key;
    }

    public byte[] BareSeal()
    {
        byte[] record = new byte[12 + _value.Length + 16];
        RandomNumberGenerator.Fill(record.AsSpan(0, 12));
        using var cipher = new AesGcm(_bareKey, 16);
        cipher.Encrypt(record.AsSpan(0, 12), _value, record.AsSpan(12, _value.Length), record.AsSpan(12 + _value.Length), _binding);
        return record;
    }

    public byte[] BareOpen()
    {
        byte[] value = new byte[_value.Length];
        using var cipher = new AesGcm(_bareKey, 16);
        cipher.Decrypt(_bareRecord.AsSpan(0, 12), _bareRecord.AsSpan(12, value.Length), _bareRecord.AsSpan(12 + value.Length), value, _binding);
        return value;
    }

    public void Dispose()
    {
        _keyEncryptionKey.Dispose();
        _dataKey.Release();
    }

    private byte[] Opened(DataKey key) => Envelope.TryOpen(key.Bytes.Span, _envelope, in _place, MaxValueSize, out byte[]? value)
        ? value : throw new InvalidOperationException("What was sealed does not open.");

    private DataKey Unwrapped() => new(_keyEncryptionKey.Unwrap(_tenant, _keyId, _wrapped));
}
