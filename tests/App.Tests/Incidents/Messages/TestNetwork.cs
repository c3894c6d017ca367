using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MlFunctions.App.Incidents.Messages;

namespace MlFunctions.App.Tests.Incidents.Messages;

/// <summary>Networks that lead any name to this machine, and the certificates of hosts that are not ours.</summary>
internal static class TestNetwork
{
    /// <summary>One that resolves every host to the port of a local server, and trusts one certificate.</summary>
    public static ReceiverNetwork LeadingTo(int port, X509Certificate2? trusted = null) =>
        Resolving((_, _) => [new(IPAddress.Loopback, port)], trusted);

    /// <param name="resolve">Answers the first, the second … query of a host.</param>
    /// <param name="trusted">The one certificate that is trusted; null for those that the system trusts.</param>
    public static ReceiverNetwork Resolving(Func<string, int, IPEndPoint[]> resolve, X509Certificate2? trusted = null)
    {
        var queries = 0;
        return new((host, _) => Task.FromResult(resolve(host.Host, Interlocked.Increment(ref queries))), trusted is null ? null : Trust(trusted));
    }

    /// <summary>Self-signed, for one host.</summary>
    public static X509Certificate2 Certificate(string host)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
    }

    private static X509ChainPolicy Trust(X509Certificate2 trusted) =>
        new() { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck, CustomTrustStore = { trusted } };
}
