using System.Net;

namespace MlFunctions.Domain.Incidents.Receivers;

/// <summary>
/// Addresses that no receiver on the public internet has: those of IANA's special-purpose registries (RFC 6890,
/// https://www.iana.org/assignments/iana-ipv4-special-registry and https://www.iana.org/assignments/iana-ipv6-special-registry),
/// multicast (https://www.iana.org/assignments/multicast-addresses), and the address of Azure's platform
/// (https://learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16).
/// </summary>
/// <remarks>
/// IPv6 forms that carry an IPv4 address are refused as a whole, whatever address they carry: a receiver needs none of them, and a
/// translator or tunnel would lead to an address that was not checked.
/// </remarks>
public static class ReservedAddresses
{
    /// <summary>What remains public; of IPv6 only global unicast is assigned (RFC 4291, section 2.4).</summary>
    private static readonly IPNetwork[] Assigned = [IPNetwork.Parse("0.0.0.0/0"), IPNetwork.Parse("2000::/3")];

    /// <summary>Narrower blocks stand before those that contain them.</summary>
    private static readonly (IPNetwork Block, string Kind)[] Blocks =
    [
        Of("0.0.0.0/32", "an unspecified address"), // RFC 1122
        Of("0.0.0.0/8", "an address of this network"), // RFC 791
        Of("10.0.0.0/8", "a private address"), // RFC 1918
        Of("100.64.0.0/10", "a private address"), // shared address space, RFC 6598
        Of("127.0.0.0/8", "a loopback address"), // RFC 1122
        Of("168.63.129.16/32", "the address of Azure's platform"), // see above
        Of("169.254.0.0/16", "a link-local address"), // RFC 3927; the metadata services of clouds
        Of("172.16.0.0/12", "a private address"), // RFC 1918
        Of("192.0.0.0/24", "an address of IETF protocols"), // RFC 6890
        Of("192.0.2.0/24", "an address for documentation"), // RFC 5737
        Of("192.88.99.0/24", "an address of 6to4 relays"), // RFC 7526
        Of("192.168.0.0/16", "a private address"), // RFC 1918
        Of("198.18.0.0/15", "an address for benchmarks"), // RFC 2544
        Of("198.51.100.0/24", "an address for documentation"), // RFC 5737
        Of("203.0.113.0/24", "an address for documentation"), // RFC 5737
        Of("224.0.0.0/4", "a multicast address"), // RFC 5771
        Of("255.255.255.255/32", "the broadcast address"), // RFC 919
        Of("240.0.0.0/4", "a reserved address"), // RFC 1112
        Of("::/128", "an unspecified address"), // RFC 4291
        Of("::1/128", "a loopback address"), // RFC 4291
        Of("::/96", "an IPv4-compatible address"), // RFC 4291
        Of("::ffff:0:0:0/96", "an IPv4-translated address"), // RFC 2765
        Of("64:ff9b::/96", "a NAT64 address"), // RFC 6052
        Of("64:ff9b:1::/48", "a NAT64 address"), // RFC 8215
        Of("100::/64", "a discard-only address"), // RFC 6666
        Of("2001::/32", "a Teredo address"), // RFC 4380
        Of("2001:2::/48", "an address for benchmarks"), // RFC 5180
        Of("2001::/23", "an address of IETF protocols"), // RFC 2928
        Of("2001:db8::/32", "an address for documentation"), // RFC 3849
        Of("2002::/16", "a 6to4 address"), // RFC 3056
        Of("3fff::/20", "an address for documentation"), // RFC 9637
        Of("5f00::/16", "an address of segment routing"), // RFC 9602
        Of("fc00::/7", "a private address"), // RFC 4193
        Of("fe80::/10", "a link-local address"), // RFC 4291
        Of("fec0::/10", "a site-local address"), // RFC 3879
        Of("ff00::/8", "a multicast address"), // RFC 4291
    ];

    /// <summary>What kind of reserved address it is, such as "a private address"; null for an address of the public internet.</summary>
    public static string? Kind(IPAddress address)
    {
        // RFC 4291. A network of IPv4 would contain them.
        if (address.IsIPv4MappedToIPv6)
            return "an IPv4-mapped address";
        foreach (var (block, kind) in Blocks)
        {
            if (block.Contains(address))
                return kind;
        }

        return Assigned.Any(block => block.Contains(address)) ? null : "a reserved address";
    }

    private static (IPNetwork Block, string Kind) Of(string block, string kind) => (IPNetwork.Parse(block), kind);
}
