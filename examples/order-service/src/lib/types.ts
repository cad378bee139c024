export interface OrderLine {
  sku: string;
  quantity: number;
  unitPrice: number;
}

export interface Order {
  orderId: string;
  customerId: string;
  placedAt: string;
  status: 'placed' | 'paid' | 'failed';
  total: number;
}

export interface Customer {
  customerId: string;
  name: string;
  email: string;
  paymentToken: string;
}
