using System.Text;
using OpenClaw.Tenancy.Storage.Files;
using OpenClaw.Tenancy.Vaults;

namespace OpenClaw.Tenancy.Secrets.Files;

/// <summary>The vault in one tenant's directory. The right is asked at each step; what is read was one commit's.</summary>
internal sealed class VaultFolder : IDisposable
{
    private const int PageSize = 1_000;

    private readonly TenantDirectoryRoot _root;
    private readonly VaultPaths _paths;

    internal VaultFolder(TenantDirectoryRoot root) => (_root, _paths) = (root, new VaultPaths(root.Tenant));

    internal TenantId Tenant => _root.Tenant;

    internal async Task<StoredSecret?> SecretAsync(string name, CancellationToken cancellationToken)
    {
        if (await TextAsync(_paths.Secret(name), cancellationToken).ConfigureAwait(false) is not { } text)
        {
            return null;
        }

        StoredSecret secret = VaultText.ReadSecret(text);
        return secret.Tenant == Tenant.ToString() && secret.Name == name ? secret : throw Moved();
    }

    internal async Task<StoredDataKeys?> KeysAsync(CancellationToken cancellationToken)
    {
        if (await TextAsync(_paths.Keys, cancellationToken).ConfigureAwait(false) is not { } text)
        {
            return null;
        }

        StoredDataKeys keys = VaultText.ReadKeys(text);
        return keys.Tenant == Tenant.ToString() ? keys : throw Moved();
    }

    /// <summary>The first names behind one, in ordinal order, of all that there are. No more of them are kept than are asked for.</summary>
    internal SortedSet<string> Names(string? after, int max, CancellationToken cancellationToken)
    {
        var first = new SortedSet<string>(StringComparer.Ordinal);
        foreach (string name in AllNames(cancellationToken))
        {
            // Files are ordered by what their names are escaped to, which is not the order of the names.
            if ((after is null || string.CompareOrdinal(name, after) > 0) && first.Add(name) && first.Count > max)
            {
                first.Remove(first.Max!);
            }
        }

        return first;
    }

    internal int Count(CancellationToken cancellationToken) => AllNames(cancellationToken).Count();

    internal Task WriteAsync(StoredSecret secret, CancellationToken cancellationToken) => WriteAsync(_paths.Secret(secret.Name), VaultText.Write(secret), cancellationToken);

    internal Task WriteAsync(StoredDataKeys keys, CancellationToken cancellationToken) => WriteAsync(_paths.Keys, VaultText.Write(keys), cancellationToken);

    internal void Remove(string name) => _root.DeleteFile(_paths.Secret(name));

    /// <summary>Takes everything away in one step. <see cref="Sweep"/> deletes it then, keys first.</summary>
    internal void TakeAway()
    {
        if (_root.Find(_paths.Vault) is not null)
        {
            _root.Move(_paths.Vault, _paths.Gone);
        }
    }

    /// <summary>Deletes what a shredding took away, and what somebody who died while writing left.</summary>
    internal void Sweep()
    {
        if (_root.Find(_paths.Gone) is not null)
        {
            if (_root.Find(_paths.GoneKeys) is not null)
            {
                _root.DeleteFile(_paths.GoneKeys);
            }

            _root.DeleteDirectory(_paths.Gone, recursive: true);
        }

        if (_root.Find(_paths.Staging) is not null)
        {
            _root.DeleteDirectory(_paths.Staging, recursive: true);
        }
    }

    /// <summary>Takes the lock between processes, or nothing while another has it.</summary>
    internal IDisposable? TryLock()
    {
        _root.CreateDirectory(_paths.Credentials);
        IDisposable? taken = _root.TryLock(_paths.Lock);
        try
        {
            // SECURITY: there are file systems on which locking says yes to everybody.
            if (taken is null || _root.TryLock(_paths.Lock) is not { } second)
            {
                IDisposable? own = taken;
                taken = null;
                return own;
            }

            second.Dispose();
            throw new IOException("The tenant's directory lies where files cannot be locked, so several processes would write its vault at once. Use a local file system.");
        }
        finally
        {
            // The right may have died in between, and the lock must not outlive it.
            taken?.Dispose();
        }
    }

    public void Dispose() => _root.Dispose();

    private async Task WriteAsync(string path, string text, CancellationToken cancellationToken)
    {
        _root.CreateDirectory(_paths.Secrets);
        _root.CreateDirectory(_paths.Staging);
        await _root.WriteAllTextAsync(_paths.Staged, text, cancellationToken).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();

        // SECURITY: the file is whole and on the disk. This is the commit, and the right is asked by it.
        _root.Move(_paths.Staged, path, overwrite: true);
    }

    private async Task<string?> TextAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await _root.ReadAllTextAsync(path, cancellationToken).ConfigureAwait(false);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
        catch (DecoderFallbackException)
        {
            throw Moved();
        }
    }

    private IEnumerable<string> AllNames(CancellationToken cancellationToken)
    {
        string? after = null;
        do
        {
            TenantDirectoryPage? page = Page(after, cancellationToken);
            foreach (TenantFileEntry entry in page?.Entries ?? [])
            {
                // SECURITY: what is left out here would not be sealed anew either when the data key is, and then be lost.
                yield return entry.Kind == TenantFileKind.File && _paths.TryName(entry.Name, out string? name) ? name : throw new InvalidDataException(
                    "Something that is no secret lies in the folder of a tenant's secrets. Move it elsewhere.");
            }

            after = page?.Next;
        }
        while (after is not null);
    }

    private TenantDirectoryPage? Page(string? after, CancellationToken cancellationToken)
    {
        try
        {
            return _root.List(_paths.Secrets, after, PageSize, cancellationToken);
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    // SECURITY: nothing of the file is repeated.
    private static InvalidDataException Moved() => new("A file of the vault is not the one that was written there. Restore it from a backup.");
}
